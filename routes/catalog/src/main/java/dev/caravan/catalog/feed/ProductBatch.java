package dev.caravan.catalog.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.statement.IdempotentReplay;
import dev.caravan.shared.validation.BatchItem;
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
    /** The variable with the number of products in the catalog, where it was asked for. */
    static final String CATALOG_SIZE = "catalog_products";

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
                rejected.add(new Result(item.index(), "rejected", null, null, item.errors()));
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
            IdempotentReplay.check(exchange, (String) row.get("outcome"));
            results.add(Result.of(row));
        }
        results.sort(Comparator.comparingInt(Result::index));
        var body = new LinkedHashMap<String, Object>();
        body.put("results", results.stream().map(Result::document).toList());
        var size = exchange.getVariable(CATALOG_SIZE);
        if (size != null) {
            body.put("catalog_size", size);
        }
        exchange.getMessage().setBody(body);
    }

    private record Result(
            int index,
            String status,
            @Nullable Long id,
            @Nullable Object changes,
            List<FieldError> errors) {
        static Result of(Map<String, @Nullable Object> row) {
            var index = ((Number) row.getOrDefault("index", -1)).intValue();
            var reason = (String) row.get("reason");
            var errors = reason == null ? List.<FieldError>of() : List.of(error(index, reason));
            return new Result(
                    index, String.valueOf(row.get("status")), (Long) row.get("id"), row.get("changes"), errors);
        }

        /** What the caller sees. */
        Map<String, @Nullable Object> document() {
            var document = new LinkedHashMap<String, @Nullable Object>();
            document.put("index", index);
            document.put("status", status);
            document.put("id", id);
            if (changes != null) {
                document.put("changes", changes);
            }
            document.put("errors", errors);
            return document;
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
