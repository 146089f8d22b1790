package dev.caravan.window.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.caravan.window.event.LateActivity;
import dev.caravan.window.event.Windows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes what leaves the job as JSON in UTF-8. */
final class Json {

    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    /** The result, with the fields of the DynamoDB item. */
    static byte[] of(WindowResult result) {
        return write(json -> {
            json.writeStringField("product_id", result.productId());
            json.writeStringField("window_start", result.windowStart());
            json.writeStringField("window_end", result.windowEnd());
            json.writeNumberField("unique_user_count", result.uniqueUsers());
        });
    }

    /** The late activity, where it stands in the raw topic, and which window it missed. */
    static byte[] of(LateActivity late) {
        var activity = late.activity();
        long windowStart = Windows.startOf(activity.time());
        return write(json -> {
            json.writeStringField("user_id", activity.userId());
            json.writeStringField("product_id", activity.productId());
            json.writeStringField("timestamp", time(activity.time()));
            json.writeStringField("window_start", time(windowStart));
            json.writeStringField("window_end", time(Windows.endOf(windowStart)));
            json.writeStringField("watermark", time(late.watermark()));
            json.writeNumberField("partition", activity.partition());
            json.writeNumberField("offset", activity.offset());
        });
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static byte[] write(Fields fields) {
        var bytes = new ByteArrayOutputStream(192);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
