package dev.caravan.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.messaging.KafkaRecord;
import dev.caravan.shared.messaging.KafkaRecords;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.validation.BatchItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What became of one event of a request. */
sealed interface EventResult permits RawEvent, EventResult.Rejected {
    String RESULTS = "results";

    /**
     * An event that is not acceptable.
     *
     * @param id its id; null where it was sent without one
     * @param errors why
     */
    record Rejected(@Nullable String id, List<FieldError> errors) implements EventResult {}

    /** Takes in the one event in the body; ends the operation when its time is not acceptable. */
    static void one(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof PlainEvents plain) {
            exchange.setVariable(RESULTS, plain.events());
            return;
        }
        ObjectNode sent = Json.MAPPER.valueToTree(exchange.getMessage().getBody(Map.class));
        // properties of the contract that were not sent are there as null
        sent.properties().removeIf(property -> property.getValue().isNull());
        var result = EventIntake.accept(sent, "", Instant.now());
        if (result instanceof Rejected rejected) {
            throw new ProblemException(Problem.unprocessable(rejected.errors()));
        }
        exchange.setVariable(RESULTS, List.of(result));
    }

    /** Takes in every acceptable event of the batch in the body. */
    static void many(Exchange exchange) {
        exchange.setVariable(
                RESULTS,
                exchange.getMessage().getBody() instanceof PlainEvents plain ? plain.events() : items(exchange));
    }

    /** Leaves the accepted events as Kafka records. */
    static void toRecords(Exchange exchange) {
        var traceparent = KafkaRecord.header(
                "traceparent", RawEvent.utf8(exchange.getVariable(ExchangeVariables.TRACEPARENT, String.class)));
        var results = of(exchange);
        var records = new ArrayList<KafkaRecord>(results.size());
        for (var result : results) {
            if (result instanceof RawEvent event) {
                records.add(event.record(traceparent));
            }
        }
        KafkaRecords.send(exchange, records);
    }

    /** What became of each event, in their order in the request. */
    @SuppressWarnings("unchecked")
    static List<EventResult> of(Exchange exchange) {
        return exchange.getVariable(RESULTS, List.class);
    }

    @SuppressWarnings("unchecked")
    private static List<EventResult> items(Exchange exchange) {
        var now = Instant.now();
        List<BatchItem> items = exchange.getMessage().getBody(List.class);
        return items.stream().map(item -> item(item, now)).toList();
    }

    private static EventResult item(BatchItem item, Instant now) {
        return item.isAcceptable()
                ? EventIntake.accept((ObjectNode) item.node(), "/" + item.index(), now)
                : new Rejected(EventIntake.id(item.node()), item.errors());
    }
}
