package dev.caravan.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.messaging.KafkaRecords;
import dev.caravan.shared.validation.BodySchema;
import java.nio.charset.StandardCharsets;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a body: the response, and what goes to Kafka.
 *
 * @param response the response's body
 * @param records the records, in their order
 */
record EventResultOf(JsonNode response, List<Sent> records) {
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final Contract CONTRACT = Contract.load("openapi/activity.yaml");
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    /** One record, in which what the service makes itself stands as {@code made}. */
    record Sent(String key, JsonNode value) {}

    /** As the quick reader has it; null where it leaves the body to the contract. */
    static @Nullable EventResultOf quickly(byte[] body, boolean lines) {
        var events = new PlainEvents.Batches().read(body, lines);
        return events == null ? null : of(events);
    }

    /** As the contract has it. */
    static EventResultOf byContract(byte[] body, boolean lines) {
        var json = schema("recordEvents");
        return of(Objects.requireNonNull(lines ? json.readLines(body) : json.read(body)));
    }

    /** As the quick reader of single events has it; null where it leaves the body to the contract. */
    static @Nullable EventResultOf oneQuickly(byte[] body) {
        var event = new PlainEvents.Single().read(body, false);
        return event == null ? null : ofOne(event);
    }

    /** As the contract has a single event. */
    static EventResultOf oneByContract(byte[] body) {
        return ofOne(Objects.requireNonNull(schema("recordEvent").read(body)));
    }

    private static BodySchema schema(String operation) {
        Operation found = Objects.requireNonNull(CONTRACT.operations().get(operation));
        return Objects.requireNonNull(
                Objects.requireNonNull(found.body()).schemas().get("application/json"));
    }

    private static EventResultOf of(Object body) {
        var exchange = exchange(body);
        EventResult.many(exchange);
        return rest(exchange, EventsResponse::many);
    }

    private static EventResultOf ofOne(Object body) {
        var exchange = exchange(body);
        EventResult.one(exchange);
        return rest(exchange, EventsResponse::one);
    }

    private static Exchange exchange(Object body) {
        var exchange = ExchangeBuilder.anExchange(CONTEXT).withBody(body).build();
        exchange.setVariable(ExchangeVariables.TRACEPARENT, TRACEPARENT);
        return exchange;
    }

    private interface Step {
        void process(Exchange exchange);
    }

    private static EventResultOf rest(Exchange exchange, Step receipt) {
        EventResult.toRecords(exchange);
        var made = new ArrayList<Sent>();
        for (var message : exchange.getMessage().getBody(KafkaRecords.class)) {
            made.add(sent(message));
        }
        receipt.process(exchange);
        var response = json((byte[]) exchange.getMessage().getBody());
        response.findParents("event_id").forEach(EventResultOf::hideWhatIsMade);
        return new EventResultOf(response, made);
    }

    /** As the Kafka component looks at it. */
    private static Sent sent(Message record) {
        var value = (ObjectNode) json((byte[]) record.getBody());
        var headers = new TreeMap<String, String>();
        record.getHeaders().forEach((name, bytes) -> headers.put(name, text(bytes)));
        if (!headers.equals(Map.of(
                "event_id",
                value.path("event_id").asText(),
                "traceparent",
                TRACEPARENT,
                "content-type",
                "application/json"))) {
            throw new AssertionError(value + " is sent with " + headers);
        }
        hideWhatIsMade(value);
        return new Sent(text(record.getHeader("kafka.KEY")), value);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static void hideWhatIsMade(JsonNode node) {
        var object = (ObjectNode) node;
        if (isMade(object.path("event_id").asText())) {
            object.put("event_id", "made");
        }
        if (object.path("timestamp").asText().startsWith(String.valueOf(Year.now(ZoneOffset.UTC)))) {
            object.put("timestamp", "made");
        }
    }

    /** A random UUID; no test sends one. */
    private static boolean isMade(String id) {
        return id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
