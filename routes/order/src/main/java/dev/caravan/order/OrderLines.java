package dev.caravan.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.statement.StatementRow;
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

    /** Remembers the lines until the statement has said what it thinks of them. */
    static void read(Exchange exchange) {
        var request = exchange.getMessage().getBody(Map.class);
        exchange.setVariable(LINES, of(request));
        exchange.setVariable("written_out", request.get("items") != null);
    }

    /** The lines of a request: maps of {@code product_id} and {@code quantity}. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> of(Map<?, ?> request) {
        var items = request.get("items");
        return items != null
                ? (List<Map<String, Object>>) items
                : List.of(Map.of("product_id", request.get("product_id"), "quantity", request.get("quantity")));
    }

    /** The products of the lines, each once. */
    static Set<Long> products(Exchange exchange) {
        return of(exchange.getMessage().getBody(Map.class)).stream()
                .map(OrderLines::product)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static long product(Map<String, Object> line) {
        return ((Number) Objects.requireNonNull(line.get("product_id"))).longValue();
    }

    /**
     * Ends the operation when it names products that do not exist.
     *
     * @throws ProblemException 422 that points at every such line
     */
    static void refuseUnknownProducts(Exchange exchange) throws JsonProcessingException {
        var row = StatementRow.in(exchange);
        if (!row.outcome().equals("unknown_product")) {
            return;
        }
        var unknown = Json.MAPPER.readValue(row.required("_details").toString(), new TypeReference<Set<Long>>() {});
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> lines = exchange.getVariable(LINES, List.class);
        var writtenOut = exchange.getVariable("written_out", Boolean.class);
        var errors = new ArrayList<FieldError>();
        for (var index = 0; index < lines.size(); index++) {
            var product = product(lines.get(index));
            if (unknown.contains(product)) {
                var pointer = writtenOut ? "/items/" + index + "/product_id" : "/product_id";
                errors.add(new FieldError(pointer, "unknown_product", "there is no product " + product));
            }
        }
        throw new ProblemException(Problem.unprocessable(errors));
    }
}
