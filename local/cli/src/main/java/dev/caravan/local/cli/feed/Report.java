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

    /** Whether every row was taken. */
    public boolean isClean() {
        return content.path("status").asText().equals("completed") && total("rejected") == 0;
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
        for (var part : new String[] {"refusal", "stopped"}) {
            if (content.has(part)) {
                text.append(content.path(part).path("message").asText()).append('\n');
            }
        }
        for (var warning : content.path("warnings")) {
            text.append("Warning: ").append(warning.path("message").asText()).append('\n');
        }
        if (!errors().isEmpty()) {
            text.append(table());
        }
        return text.toString();
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
