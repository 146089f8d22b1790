package dev.caravan.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** The platform's one reading and writing of JSON: exact decimals, RFC 3339 times in UTC, strict input. */
public final class Json {
    /** How deep JSON may be nested. */
    static final int MAX_DEPTH = 32;

    /** How many digits a number may have. */
    static final int MAX_DIGITS = 64;

    /** Reads strictly (no duplicate keys, nothing after the document, depth at most 32) and writes exactly. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // the table of names that all requests would share is one that a client can spoil for all others
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Timestamp.class, new TimestampSerializer())
                    .addSerializer(PGobject.class, new DatabaseJsonSerializer()))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /**
     * Reads a text of any client.
     *
     * @return its tree; a missing node for a text without JSON
     * @throws JsonProcessingException if it is no JSON
     */
    public static JsonNode tree(String text) throws JsonProcessingException {
        try (var parser = new BoundedNumbers(MAPPER.createParser(text))) {
            @Nullable JsonNode tree = MAPPER.reader().readTree(parser);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value as JSON in UTF-8. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An amount of money as the platform writes it, such as {@code 7.90}.
     *
     * @throws ArithmeticException if it has more than two decimal places, which no price has
     */
    public static String money(JsonNode amount) {
        return amount.decimalValue().setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }

    private static final class TimestampSerializer extends StdSerializer<Timestamp> {
        private static final long serialVersionUID = 1L;

        TimestampSerializer() {
            super(Timestamp.class);
        }

        @Override
        public void serialize(Timestamp value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(DateTimeFormatter.ISO_INSTANT.format(
                    Instant.ofEpochMilli(value.getTime()).plusNanos(value.getNanos() % 1_000_000L)));
        }
    }

    private static final class DatabaseJsonSerializer extends StdSerializer<PGobject> {
        private static final long serialVersionUID = 1L;

        DatabaseJsonSerializer() {
            super(PGobject.class);
        }

        @Override
        public void serialize(PGobject value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value.getValue() == null) {
                out.writeNull();
            } else {
                out.writeRawValue(value.getValue());
            }
        }
    }
}
