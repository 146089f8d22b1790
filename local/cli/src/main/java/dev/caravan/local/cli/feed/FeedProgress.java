package dev.caravan.local.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows how far an import is: a bar in a terminal; in a pipe a line every five seconds. */
final class FeedProgress implements Consumer<JsonNode> {

    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

    private final Progress progress;
    private long lastLine = System.nanoTime() - BETWEEN_LINES;

    FeedProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void accept(JsonNode note) {
        var text = text(note);
        if (progress.terminal()) {
            var totals = note.path("totals");
            progress.bar(totals.path("rows").asInt(), note.path("rows_in_file").asInt(), text);
        } else if (System.nanoTime() - lastLine >= BETWEEN_LINES) {
            lastLine = System.nanoTime();
            var totals = note.path("totals");
            progress.line("%s %s/%s rows: %s"
                    .formatted(
                            note.path("phase").asText(),
                            totals.path("rows").asText(),
                            note.path("rows_in_file").asText("?"),
                            text));
        }
    }

    private static String text(JsonNode note) {
        if (note.path("phase").asText().equals("reading")) {
            return "reading";
        }
        var totals = note.path("totals");
        return String.format(
                Locale.ROOT,
                "%d created, %d updated, %d unchanged, %d rejected",
                totals.path("created").asLong(),
                totals.path("updated").asLong(),
                totals.path("unchanged").asLong(),
                totals.path("rejected").asLong());
    }
}
