package dev.caravan.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.edge.BatchItem;
import dev.caravan.edge.FieldError;
import dev.caravan.edge.Json;
import dev.caravan.edge.KafkaRecord;
import dev.caravan.edge.KafkaRecords;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Variables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What became of one event of a request. */
sealed interface Intake permits RawEvent, Intake.Rejected {
    String INTAKES = "intakes";

    /**
     * An event that is not acceptable.
     *
     * @param id its id; null where it was sent without one
     * @param errors why
     */
    record Rejected(@Nullable String id, List<FieldError> errors) implements Intake {}

    /** Takes in the one event in the body; ends the operation when its time is not acceptable. */
    static void one(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof PlainEvents plain) {
            exchange.setVariable(INTAKES, plain.events());
            return;
        }
        ObjectNode sent = Json.MAPPER.valueToTree(exchange.getMessage().getBody(Map.class));
        // properties of the contract that were not sent are there as null
        sent.properties().removeIf(property -> property.getValue().isNull());
        var intake = SentEvent.take(sent, "", Instant.now());
        if (intake instanceof Rejected rejected) {
            throw new ProblemException(Problem.unprocessable(rejected.errors()));
        }
        exchange.setVariable(INTAKES, List.of(intake));
    }

    /** Takes in every acceptable event of the batch in the body. */
    static void many(Exchange exchange) {
        exchange.setVariable(
                INTAKES,
                exchange.getMessage().getBody() instanceof PlainEvents plain ? plain.events() : items(exchange));
    }

    /** Leaves the accepted events as Kafka records. */
    static void toRecords(Exchange exchange) {
        var traceparent = KafkaRecord.header(
                "traceparent", RawEvent.utf8(exchange.getVariable(Variables.TRACEPARENT, String.class)));
        var intakes = of(exchange);
        var records = new ArrayList<KafkaRecord>(intakes.size());
        for (var intake : intakes) {
            if (intake instanceof RawEvent event) {
                records.add(event.record(traceparent));
            }
        }
        KafkaRecords.send(exchange, records);
    }

    /** What became of each event, in their order in the request. */
    @SuppressWarnings("unchecked")
    static List<Intake> of(Exchange exchange) {
        return exchange.getVariable(INTAKES, List.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Intake> items(Exchange exchange) {
        var now = Instant.now();
        List<BatchItem> items = exchange.getMessage().getBody(List.class);
        return items.stream().map(item -> item(item, now)).toList();
    }

    private static Intake item(BatchItem item, Instant now) {
        return item.isAcceptable()
                ? SentEvent.take((ObjectNode) item.node(), "/" + item.index(), now)
                : new Rejected(SentEvent.id(item.node()), item.errors());
    }
}
