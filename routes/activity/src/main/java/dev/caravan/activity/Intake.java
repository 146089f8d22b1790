package dev.caravan.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.edge.BatchItem;
import dev.caravan.edge.FieldError;
import dev.caravan.edge.Json;
import dev.caravan.edge.KafkaRecord;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Variables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What became of each event of a request.
 *
 * @param index place in the request, from 0
 * @param event the event; null where it is rejected
 * @param id the event's id; null where it is rejected and was sent without one
 * @param errors why it is rejected
 */
record Intake(int index, @Nullable RawEvent event, @Nullable String id, List<FieldError> errors) {
    static final String INTAKES = "intakes";

    /** Takes in the one event in the body; ends the operation when its time is not acceptable. */
    static void one(Exchange exchange) {
        ObjectNode sent = Json.MAPPER.valueToTree(exchange.getMessage().getBody(Map.class));
        // properties of the contract that were not sent are there as null
        sent.properties().removeIf(property -> property.getValue().isNull());
        var intake = take(0, sent, "", Instant.now());
        if (!intake.errors().isEmpty()) {
            throw new ProblemException(Problem.unprocessable(intake.errors()));
        }
        exchange.setVariable(INTAKES, List.of(intake));
    }

    /** Takes in every acceptable event of the batch in the body. */
    static void many(Exchange exchange) {
        var now = Instant.now();
        var intakes = new ArrayList<Intake>();
        for (var item : items(exchange)) {
            intakes.add(
                    item.isAcceptable()
                            ? take(item.index(), (ObjectNode) item.node(), "/" + item.index(), now)
                            : new Intake(item.index(), null, sentId(item.node()), item.errors()));
        }
        exchange.setVariable(INTAKES, intakes);
    }

    /** Leaves the accepted events as Kafka records. */
    static void toRecords(Exchange exchange) {
        var traceparent = exchange.getVariable(Variables.TRACEPARENT, String.class);
        var records = new ArrayList<KafkaRecord>();
        for (var intake : of(exchange)) {
            if (intake.event() != null) {
                records.add(intake.event().record(traceparent));
            }
        }
        KafkaRecord.send(exchange, records);
    }

    @SuppressWarnings("unchecked")
    static List<Intake> of(Exchange exchange) {
        return exchange.getVariable(INTAKES, List.class);
    }

    private static Intake take(int index, ObjectNode sent, String pointer, Instant now) {
        var sentId = sentId(sent);
        var event = RawEvent.complete(sent, now);
        var errors = Stream.of(event.timeError(pointer, now), event.sizeError(pointer))
                .filter(Objects::nonNull)
                .toList();
        return errors.isEmpty()
                ? new Intake(index, event, event.id(), errors)
                : new Intake(index, null, sentId, errors);
    }

    private static @Nullable String sentId(JsonNode sent) {
        return sent.path("event_id").textValue();
    }

    @SuppressWarnings("unchecked")
    private static List<BatchItem> items(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
