package dev.caravan.shared.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;

/** Names of the exchange variables in which a message route finds the event that it is at. */
public final class DomainEvent {
    /** Names the event; the same when it comes again. */
    public static final String EVENT_ID = "event_id";
    /** What happened, such as {@code order.placed}. */
    public static final String EVENT_TYPE = "event_type";
    /** Kind and id of what it happened to, such as {@code order 42}: events with the same one are in order. */
    public static final String ORDERING_KEY = "ordering_key";
    /** The event as it came, as JSON text. */
    public static final String EVENT_JSON = "event_json";

    private DomainEvent() {}

    /**
     * First step: reads the record, holds it against its contract and leaves its parts in variables, the event as a
     * {@link JsonNode} in the body.
     *
     * @throws UnusableEventException when it is no event of the contract
     */
    public static void read(Exchange exchange) throws UnusableEventException {
        ConsumedRecord.keep(exchange);
        var value = exchange.getMessage().getBody(byte[].class);
        var event = tree(value);
        EventSchemas.validate(event);
        var type = event.path("type").asText();
        exchange.setVariable(EVENT_ID, event.path("event_id").asText());
        exchange.setVariable(EVENT_TYPE, type);
        exchange.setVariable(ORDERING_KEY, type.substring(0, type.indexOf('.')) + " " + key(exchange));
        exchange.setVariable(EVENT_JSON, new String(value, StandardCharsets.UTF_8));
        exchange.setVariable(ExchangeVariables.TRACEPARENT, ConsumedRecord.header(exchange, "traceparent"));
        exchange.getMessage().setBody(event);
    }

    private static String key(Exchange exchange) throws UnusableEventException {
        if (!(exchange.getMessage().getHeader(KafkaConstants.KEY) instanceof byte[] key)) {
            throw new UnusableEventException("The record has no key");
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    private static JsonNode tree(byte @Nullable [] value) throws UnusableEventException {
        if (value == null || value.length == 0) {
            throw new UnusableEventException("The record is empty");
        }
        try {
            return Json.MAPPER.readTree(value);
        } catch (JsonProcessingException e) {
            throw new UnusableEventException("The record is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
