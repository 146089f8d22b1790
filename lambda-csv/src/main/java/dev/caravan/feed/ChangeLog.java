package dev.caravan.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rehearsal found that would change, product by product, on disk; of the first thousand products only. */
final class ChangeLog implements Closeable {

    /** The most products whose changes a report lists. */
    static final int MOST = 1000;

    private static final JsonFactory JSON = new JsonFactory();

    private final Spill lines;
    private long products;

    /** Goes on from what an earlier invocation has saved. */
    ChangeLog(Checkpoints.Pieces pieces, int saved, long products) throws IOException {
        this.lines = new Spill("changes", pieces, saved);
        this.products = products;
    }

    /** Takes in what would change about a product. */
    void add(CsvRow row, @Nullable String sku, List<ItemResult.Change> changes) throws IOException {
        products++;
        if (products > MOST) {
            return;
        }
        try (var json = JSON.createGenerator(lines.writer()).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeNumberField("line", row.line());
            json.writeStringField("sku", sku);
            json.writeArrayFieldStart("changes");
            for (var change : changes) {
                json.writeStartObject();
                json.writeStringField("field", change.field());
                json.writeStringField("from", change.from() == null ? null : Quoted.shortened(change.from()));
                json.writeStringField("to", change.to() == null ? null : Quoted.shortened(change.to()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        lines.writer().write('\n');
    }

    /** How many products would change. */
    long products() {
        return products;
    }

    /** What would change, one JSON object a line. */
    Path file() throws IOException {
        return lines.file();
    }

    int save(Checkpoints.Pieces pieces) throws IOException {
        return lines.save(pieces);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
