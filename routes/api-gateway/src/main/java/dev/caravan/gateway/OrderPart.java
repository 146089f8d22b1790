package dev.caravan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.edge.Json;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A part of an order's details.
 *
 * @param pointer where it stands in the answer (RFC 6901)
 * @param customer whether it is the customer; otherwise a product
 * @param path where the service has it
 * @param content what the service said; null where it has none, or is away
 * @param warning why the part is not there; null where it is, or is known not to exist
 */
record OrderPart(
        String pointer,
        boolean customer,
        String path,
        @Nullable JsonNode content,
        @Nullable Map<String, String> warning) {
    static final String VARIABLE = "order_part";

    /** A part that is still to be fetched. */
    static OrderPart of(String pointer, boolean customer, String path) {
        return new OrderPart(pointer, customer, path, null, null);
    }

    static void request(Exchange exchange) {
        Forward.get(exchange, in(exchange).path());
    }

    static boolean isCustomer(Exchange exchange) {
        return in(exchange).customer();
    }

    static void answered(Exchange exchange) throws IOException {
        var status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        var part = in(exchange);
        if (status == 200) {
            set(exchange, part.with(Json.MAPPER.readTree(exchange.getMessage().getBody(byte[].class)), null));
        } else if (status != 404 && status != 410) {
            set(
                    exchange,
                    part.with(null, part.warn("service_failed", "The service answered with status " + status + ".")));
        }
    }

    static void away(Exchange exchange) {
        var part = in(exchange);
        set(exchange, part.with(null, part.warn("service_unavailable", "The service is away for a moment.")));
    }

    static OrderPart in(Exchange exchange) {
        return exchange.getVariable(VARIABLE, OrderPart.class);
    }

    private static void set(Exchange exchange, OrderPart part) {
        exchange.setVariable(VARIABLE, part);
    }

    private OrderPart with(@Nullable JsonNode newContent, @Nullable Map<String, String> newWarning) {
        return new OrderPart(pointer, customer, path, newContent, newWarning);
    }

    private Map<String, String> warn(String code, String detail) {
        return Map.of("part", pointer, "code", code, "detail", detail);
    }
}
