package dev.caravan.activity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** The answer to whoever sent events: which are durable now. */
final class Receipt {
    private Receipt() {}

    static void one(Exchange exchange) {
        var event = Intake.of(exchange).getFirst().event();
        reply(exchange, Map.of("event_id", event == null ? "" : event.id()));
    }

    static void many(Exchange exchange) {
        reply(
                exchange,
                Map.of(
                        "results",
                        Intake.of(exchange).stream().map(Receipt::result).toList()));
    }

    private static Map<String, Object> result(Intake intake) {
        var result = new LinkedHashMap<String, Object>();
        var event = intake.event();
        result.put("index", intake.index());
        result.put("status", event == null ? "rejected" : "accepted");
        if (intake.id() != null) {
            result.put("event_id", intake.id());
        }
        if (event == null) {
            result.put("errors", intake.errors());
        }
        return result;
    }

    private static void reply(Exchange exchange, Map<String, ?> body) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
        exchange.getMessage().setBody(body);
    }
}
