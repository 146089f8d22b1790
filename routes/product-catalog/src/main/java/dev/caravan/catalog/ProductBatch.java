package dev.caravan.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.edge.BatchItem;
import dev.caravan.edge.FieldError;
import dev.caravan.edge.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Splits a batch into what the contract accepts and what it does not, and puts the results together again. */
final class ProductBatch {
    private static final String ACCEPTED = "items";
    private static final String REJECTED = "rejected_results";

    private ProductBatch() {}

    /** Leaves the acceptable items for the statement, each with its index. */
    static void acceptable(Exchange exchange) {
        var accepted = Json.MAPPER.createArrayNode();
        var rejected = new ArrayList<Result>();
        for (var item : items(exchange)) {
            if (item.isAcceptable()) {
                accepted.add(((ObjectNode) item.node()).put("index", item.index()));
            } else {
                rejected.add(new Result(item.index(), "rejected", null, item.errors()));
            }
        }
        exchange.setVariable(REJECTED, rejected);
        exchange.setVariable(ACCEPTED, new String(Json.write(accepted), StandardCharsets.UTF_8));
        exchange.getMessage().setBody(null);
    }

    /** One result for each item, in the order of the request. */
    static void results(Exchange exchange) {
        var results = new ArrayList<Result>(rejected(exchange));
        for (var row : rows(exchange)) {
            results.add(Result.of(row));
        }
        results.sort(Comparator.comparingInt(Result::index));
        var body = new LinkedHashMap<String, Object>();
        body.put("results", results);
        exchange.getMessage().setBody(body);
    }

    private record Result(
            int index, String status, @Nullable Long id, List<FieldError> errors) {
        static Result of(Map<String, @Nullable Object> row) {
            var index = ((Number) row.getOrDefault("index", -1)).intValue();
            var reason = (String) row.get("reason");
            var errors = reason == null ? List.<FieldError>of() : List.of(error(index, reason));
            return new Result(index, String.valueOf(row.get("status")), (Long) row.get("id"), errors);
        }

        private static FieldError error(int index, String reason) {
            var at = "/" + index;
            return switch (reason) {
                case "duplicate_sku" ->
                    new FieldError(at + "/sku", "duplicate_sku", "an earlier item of this request has the same sku");
                case "name_required" -> new FieldError(at + "/name", "required", "is required for a new product");
                case "price_required" -> new FieldError(at + "/price", "required", "is required for a new product");
                default -> new FieldError(at, reason, "is not acceptable");
            };
        }
    }

    @SuppressWarnings("unchecked")
    private static List<BatchItem> items(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Result> rejected(Exchange exchange) {
        return exchange.getVariable(REJECTED, List.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
