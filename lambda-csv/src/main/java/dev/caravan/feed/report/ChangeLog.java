package dev.caravan.feed.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.caravan.feed.batch.ItemResult;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.SpillFile;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.upload.Excerpt;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rehearsal found that would change, product by product, on disk; of the first thousand products only. */
public final class ChangeLog implements Closeable {

    /** The most products whose changes a report lists. */
    static final int MOST = 1000;

    private static final JsonFactory JSON = new JsonFactory();

    private final SpillFile lines;
    private long products;

    /** Goes on from what an earlier invocation has saved. */
    public ChangeLog(CheckpointStore.Pieces pieces, int saved, long products) throws IOException {
        this.lines = new SpillFile("changes", pieces, saved);
        this.products = products;
    }

    /** Takes in what would change about a product. */
    public void add(CsvRow row, @Nullable String sku, List<ItemResult.Change> changes) throws IOException {
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
                json.writeStringField("from", change.from() == null ? null : Excerpt.shortened(change.from()));
                json.writeStringField("to", change.to() == null ? null : Excerpt.shortened(change.to()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        lines.writer().write('\n');
    }

    /** How many products would change. */
    public long products() {
        return products;
    }

    /** What would change, one JSON object a line. */
    Path file() throws IOException {
        return lines.file();
    }

    /** Saves what is new. Returns how many pieces there are. */
    public int save(CheckpointStore.Pieces pieces) throws IOException {
        return lines.save(pieces);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
