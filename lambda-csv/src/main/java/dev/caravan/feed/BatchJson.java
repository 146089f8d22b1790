package dev.caravan.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code POST /products/batch}, both ways; {@code product-catalog.yaml} of the contracts is its source. */
final class BatchJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchJson() {}

    /** Writes the items of a batch. Members that say nothing are left out. */
    static byte[] write(List<Product> products) throws IOException {
        var out = new ByteArrayOutputStream(products.size() * 200);
        try (var json = JSON.createGenerator(out)) {
            json.writeStartArray();
            for (var product : products) {
                write(json, product);
            }
            json.writeEndArray();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Product product) throws IOException {
        json.writeStartObject();
        json.writeStringField("sku", product.sku());
        text(json, "name", product.name());
        text(json, "description", product.description());
        if (product.price() != null) {
            json.writeNumberField("price", product.price());
        }
        text(json, "currency", product.currency());
        text(json, "category", product.category());
        if (product.stockQuantity() != null) {
            json.writeNumberField("stock_quantity", product.stockQuantity());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /**
     * Reads the results of a batch, in the order of its items.
     *
     * @throws IOException if they are not what the contract says
     */
    static List<ItemResult> readResults(byte[] body, int items) throws IOException {
        var results = JSON.readTree(body).path("results");
        if (results.size() != items) {
            throw new IOException("The catalog gave " + results.size() + " results for " + items + " items.");
        }
        var answer = new ArrayList<ItemResult>(items);
        for (int i = 0; i < items; i++) {
            var result = results.get(i);
            if (result.path("index").asInt(-1) != i) {
                throw new IOException("The catalog's results are not in the order of the items.");
            }
            answer.add(readResult(result));
        }
        return answer;
    }

    private static ItemResult readResult(JsonNode result) throws IOException {
        var status = result.path("status").asText();
        return switch (status) {
            case "created" -> ItemResult.Taken.CREATED;
            case "updated" -> ItemResult.Taken.UPDATED;
            case "unchanged" -> ItemResult.Taken.UNCHANGED;
            case "rejected" -> new ItemResult.Rejected(readReasons(result));
            default -> throw new IOException("The catalog gave a result that we do not know: " + status);
        };
    }

    /** Reads a problem document (RFC 9457) about a single item. */
    static ItemResult readProblem(byte[] body, int status) {
        try {
            var problem = JSON.readTree(body);
            var reasons = readReasons(problem);
            if (!reasons.isEmpty()) {
                return new ItemResult.Rejected(reasons);
            }
            var words = problem.path("detail").asText(problem.path("title").asText("refused with status " + status));
            return new ItemResult.Rejected(
                    List.of(new ItemResult.Reason("", problem.path("code").asText("refused"), words)));
        } catch (IOException e) {
            var words = "refused with status " + status + " and no problem document (" + e.getMessage() + ")";
            return new ItemResult.Rejected(List.of(new ItemResult.Reason("", "refused", words)));
        }
    }

    private static List<ItemResult.Reason> readReasons(JsonNode holder) {
        var reasons = new ArrayList<ItemResult.Reason>();
        for (var error : holder.path("errors")) {
            var pointer = error.path("pointer").asText("");
            reasons.add(new ItemResult.Reason(
                    pointer.replaceFirst("^/\\d+", "").replaceFirst("^/", ""),
                    error.path("code").asText("refused"),
                    error.path("detail").asText("was refused")));
        }
        return reasons;
    }
}
