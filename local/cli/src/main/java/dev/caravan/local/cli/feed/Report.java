package dev.caravan.local.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Table;

/**
 * What became of a feed.
 *
 * @param content the report as the import wrote it
 */
public record Report(JsonNode content) {

    private static final int ROWS_SHOWN = 50;

    /** A number of its totals: {@code rows}, {@code created}, {@code updated}, {@code unchanged} or {@code rejected}. */
    public long total(String name) {
        return content.path("totals").path(name).asLong();
    }

    /** What is wrong, one entry for each problem, with {@code line}, {@code column}, {@code code} and {@code message}. */
    public JsonNode errors() {
        return content.path("errors");
    }

    /** How the import ended. */
    String status() {
        return content.path("status").asText();
    }

    /** Which upload it is about. */
    String etag() {
        return content.at("/feed/etag").asText();
    }

    /** When the import began, RFC 3339: two imports of the same content differ by it. */
    String startedAt() {
        return content.path("started_at").asText();
    }

    /** Whether every row was taken. */
    public boolean isClean() {
        return status().equals("completed") && total("rejected") == 0;
    }

    String json() {
        return Json.write(content) + "\n";
    }

    String text() {
        var text = new StringBuilder();
        text.append(content.path("feed").path("key").asText())
                .append(": ")
                .append(content.path("status").asText())
                .append(content.path("dry_run").asBoolean() ? " (dry run: nothing was written)" : "")
                .append('\n')
                .append("%,d rows: %,d created, %,d updated, %,d unchanged, %,d rejected%n"
                        .formatted(
                                total("rows"),
                                total("created"),
                                total("updated"),
                                total("unchanged"),
                                total("rejected")));
        for (var part : new String[] {"refusal", "hold", "stopped"}) {
            if (content.has(part)) {
                text.append(content.path(part).path("message").asText()).append('\n');
            }
        }
        if (!errors().isEmpty()) {
            text.append(table());
        }
        for (var warning : content.path("warnings")) {
            text.append("Warning: ").append(warning.path("message").asText()).append('\n');
        }
        if (!content.path("passed_over").isEmpty()) {
            text.append(passedOver());
        }
        if (!content.path("changes").isEmpty()) {
            text.append(changes());
        }
        return text.toString();
    }

    private String passedOver() {
        var table = new Table("LINE", "SKU", "PASSED OVER BECAUSE");
        var rows = content.path("passed_over");
        for (int i = 0; i < Math.min(rows.size(), ROWS_SHOWN); i++) {
            var row = rows.get(i);
            table.row(
                    row.path("line").asText(),
                    row.path("sku").asText("-"),
                    row.path("message").asText());
        }
        var more = Math.max(0, rows.size() - ROWS_SHOWN)
                + content.path("passed_over_omitted").asLong();
        return more > 0 ? table + "... and " + more + " more rows\n" : table.toString();
    }

    private String changes() {
        var table = new Table("LINE", "SKU", "WOULD CHANGE");
        var shown = 0;
        for (var product : content.path("changes")) {
            if (shown++ == ROWS_SHOWN) {
                break;
            }
            var words = new StringBuilder();
            for (var change : product.path("changes")) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(change.path("field").asText())
                        .append(' ')
                        .append(change.path("from").asText("nothing"))
                        .append(" → ")
                        .append(change.path("to").asText("nothing"));
            }
            table.row(product.path("line").asText(), product.path("sku").asText(), words.toString());
        }
        var more = content.path("changes").size()
                - ROWS_SHOWN
                + content.path("changes_omitted").asLong();
        return more > 0 ? table + "... and " + more + " more products\n" : table.toString();
    }

    private String table() {
        var table = new Table("LINE", "SKU", "COLUMN", "WHY");
        for (var error : errors()) {
            if (error.path("line").isMissingNode()) {
                continue;
            }
            table.row(
                    error.path("line").asText(),
                    error.path("sku").asText("-"),
                    error.path("column").asText("-"),
                    error.path("message").asText());
        }
        var lines = table.toString().lines().toList();
        var shown = String.join("\n", lines.subList(0, Math.min(lines.size(), ROWS_SHOWN))) + "\n";
        return lines.size() > ROWS_SHOWN
                ? shown + "... and " + (lines.size() - ROWS_SHOWN) + " more; all with --json\n"
                : shown;
    }
}
