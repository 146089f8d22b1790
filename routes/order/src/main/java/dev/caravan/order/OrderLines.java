package dev.caravan.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.caravan.edge.FieldError;
import dev.caravan.edge.Json;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** The lines of a request for an order, written out as {@code items} or in short as one product and its quantity. */
final class OrderLines {
    private static final String LINES = "lines";

    private OrderLines() {}

    /** Leaves the lines for the statement, as JSON text in the variable {@code lines}. */
    static void read(Exchange exchange) {
        var request = exchange.getMessage().getBody(Map.class);
        exchange.setVariable(LINES, new String(Json.write(lines(request)), StandardCharsets.UTF_8));
        exchange.setVariable("written_out", request.get("items") != null);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> lines(Map<?, ?> request) {
        var items = request.get("items");
        return items != null
                ? (List<Map<String, ?>>) items
                : List.of(Map.of("product_id", request.get("product_id"), "quantity", request.get("quantity")));
    }

    /** The products of the lines, each once. */
    static Set<Long> products(Exchange exchange) {
        var request = exchange.getMessage().getBody(Map.class);
        return lines(request).stream()
                .map(line -> ((Number) Objects.requireNonNull(line.get("product_id"))).longValue())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Ends the operation when it names products that do not exist.
     *
     * @throws ProblemException 422 that points at every such line
     */
    static void refuseUnknownProducts(Exchange exchange) throws JsonProcessingException {
        var row = Row.in(exchange);
        if (!row.outcome().equals("unknown_product")) {
            return;
        }
        var unknown = Json.MAPPER.readValue(row.required("_details").toString(), new TypeReference<Set<Long>>() {});
        var lines = Json.MAPPER.readValue(
                exchange.getVariable(LINES, String.class), new TypeReference<List<Map<String, Long>>>() {});
        var writtenOut = exchange.getVariable("written_out", Boolean.class);
        var errors = new ArrayList<FieldError>();
        for (var index = 0; index < lines.size(); index++) {
            var product = Objects.requireNonNull(lines.get(index).get("product_id"));
            if (unknown.contains(product)) {
                var pointer = writtenOut ? "/items/" + index + "/product_id" : "/product_id";
                errors.add(new FieldError(pointer, "unknown_product", "there is no product " + product));
            }
        }
        throw new ProblemException(Problem.unprocessable(errors));
    }
}
