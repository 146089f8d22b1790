package dev.caravan.integration.market;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.http.ServiceCall;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code GET /products}.
 *
 * @param products as the catalog's contract has them
 * @param nextCursor names the page after it; null for the last
 */
record CatalogPage(JsonNode products, @Nullable String nextCursor) {
    private static final int OK = 200;

    /** As many as a page of the catalog may have. */
    private static final String FIRST = "limit=100";

    /** The catalog. A page is a read that shoppers do not wait for, so it may take longer than theirs. */
    static String endpoint() {
        return "service:{{PRODUCT_CATALOG_URL:http://localhost:8081}}?responseTimeout=10000";
    }

    /** Makes the message the request for a page. */
    static void request(Exchange exchange, @Nullable String cursor) {
        ServiceCall.request(exchange, "GET", "/products");
        var message = exchange.getMessage();
        message.setHeader(
                Exchange.HTTP_RAW_QUERY,
                cursor == null ? FIRST : FIRST + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        message.setHeader("Accept", "application/json");
        message.setBody(null);
    }

    /**
     * Reads the response in the body, and leaves the page there.
     *
     * @throws IOException when it is no page, also when the catalog refuses: whatever it is, it may pass
     */
    static void read(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        try (var body = message.getBody(InputStream.class)) {
            if (status != OK || body == null) {
                throw new IOException("The catalog responded with status " + status);
            }
            var page = Json.MAPPER.readTree(body);
            var products = page.path("data");
            if (!products.isArray()) {
                throw new IOException("The catalog's response is no page of products");
            }
            message.setBody(new CatalogPage(products, page.path("next_cursor").textValue()));
        }
    }
}
