package dev.caravan.integration.erp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.json.Json;
import dev.caravan.text.SpreadsheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import org.apache.camel.Exchange;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** An order as lines of CSV (RFC 4180), one for each item; the first line of a file names their columns. */
final class OrderLines {
    static final String HEADER =
            "order_id,created_at,customer_id,product_id,name,quantity,unit_price,line_total,total_price,currency\r\n";

    private OrderLines() {}

    /** Leaves the order of the event in the body in the variables {@code order_id} and {@code lines}. */
    static void read(Exchange exchange) {
        var order = exchange.getMessage().getBody(JsonNode.class).path("data");
        exchange.setVariable("order_id", order.path("id").asLong());
        exchange.setVariable("lines", of(order));
    }

    static String of(JsonNode order) {
        var text = new StringBuilder();
        try (var lines = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (var item : order.path("items")) {
                lines.printRecord(
                        order.path("id").asLong(),
                        OffsetDateTime.parse(order.path("created_at").asText()).toInstant(),
                        order.path("customer_id").asLong(),
                        item.path("product_id").asLong(),
                        SpreadsheetText.mark(item.path("name").asText()),
                        item.path("quantity").bigIntegerValue(),
                        Json.money(item.path("unit_price")),
                        Json.money(item.path("line_total")),
                        Json.money(order.path("total_price")),
                        order.path("currency").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
