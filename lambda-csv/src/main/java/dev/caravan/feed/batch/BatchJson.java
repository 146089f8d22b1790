package dev.caravan.feed.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.caravan.feed.row.check.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code POST /products/batch}, both ways; {@code product-catalog.yaml} of the contracts is its source. */
public final class BatchJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 5.50 stays 5.50
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private BatchJson() {}

    /** Writes the items of a batch. Members that say nothing are left out. */
    public static byte[] write(List<Product> products) throws IOException {
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
    public static BatchResponse readResults(byte[] body, int items) throws IOException {
        var document = JSON.readTree(body);
        var results = document.path("results");
        if (results.size() != items) {
            throw new IOException("The catalog gave " + results.size() + " results for " + items + " items.");
        }
        var read = new ArrayList<ItemResult>(items);
        for (int i = 0; i < items; i++) {
            var result = results.get(i);
            if (result.path("index").asInt(-1) != i) {
                throw new IOException("The catalog's results are not in the order of the items.");
            }
            read.add(readResult(result));
        }
        var size = document.path("catalog_size");
        return new BatchResponse(read, size.isIntegralNumber() ? size.asLong() : null);
    }

    private static ItemResult readResult(JsonNode result) throws IOException {
        var status = result.path("status").asText();
        return switch (status) {
            case "created" -> ItemResult.Taken.CREATED;
            case "updated" -> updated(result);
            case "unchanged" -> ItemResult.Taken.UNCHANGED;
            case "rejected" -> new ItemResult.Rejected(readReasons(result));
            default -> throw new IOException("The catalog gave a result that we do not know: " + status);
        };
    }

    private static ItemResult updated(JsonNode result) {
        var changes = new ArrayList<ItemResult.Change>();
        for (var change : result.path("changes")) {
            changes.add(new ItemResult.Change(
                    change.path("field").asText(), text(change.path("from")), text(change.path("to"))));
        }
        return changes.isEmpty()
                ? ItemResult.Taken.UPDATED
                : new ItemResult.Taken(ItemResult.Kind.UPDATED, List.copyOf(changes));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? null : value.asText();
    }

    /** Reads a problem document (RFC 9457) about a single item. */
    public static ItemResult readProblem(byte[] body, int status) {
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
