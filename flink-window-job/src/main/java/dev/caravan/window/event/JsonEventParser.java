package dev.caravan.window.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.caravan.event.Rfc3339;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides about any bytes: every rule of {@link EventParser} stands here, in full and with its reason. */
final class JsonEventParser {

    /** Without the table of names that all records would share, and that one of them can spoil for all others. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonEventParser() {}

    /** The event that the bytes are, or why they are none. */
    static ParsedEvent parse(byte[] bytes) throws MalformedEventException {
        requireUtf8(bytes);
        var fields = new Fields();
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException("the record is not a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                read(json, name, fields);
            }
            if (json.nextToken() != null) {
                throw new MalformedEventException("something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedEventException("not readable: " + e.getMessage());
        }
        return fields.event();
    }

    private static void read(JsonParser json, String name, Fields fields) throws IOException, MalformedEventException {
        JsonToken token = json.nextToken();
        switch (name) {
            case "user_id" -> fields.userId = once(name, fields.userId, text(json, token, name));
            case "product_id" -> fields.productId = once(name, fields.productId, product(json, token, name));
            case "timestamp" -> fields.timestamp = once(name, fields.timestamp, text(json, token, name));
            case "event_type" -> fields.eventType = once(name, fields.eventType, text(json, token, name));
            case "event_id" -> {
                fields.eventId = once(name, fields.eventId);
                if (token != JsonToken.VALUE_NULL) {
                    text(json, token, name);
                }
            }
            case "metadata" -> {
                fields.metadata = once(name, fields.metadata);
                if (token != JsonToken.VALUE_NULL && token != JsonToken.START_OBJECT) {
                    throw new MalformedEventException("metadata is not an object");
                }
                json.skipChildren();
            }
            default -> json.skipChildren();
        }
    }

    private static String text(JsonParser json, @Nullable JsonToken token, String name)
            throws IOException, MalformedEventException {
        if (token != JsonToken.VALUE_STRING) {
            throw new MalformedEventException(name + " is not a string");
        }
        return json.getText();
    }

    /** A product's id may be a whole number, as the catalog writes it; it is kept to the digit. */
    private static String product(JsonParser json, @Nullable JsonToken token, String name)
            throws IOException, MalformedEventException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return text(json, token, name);
        }
        String digits = json.getText();
        if (digits.startsWith("-")) {
            throw new MalformedEventException(name + " is negative");
        }
        return digits;
    }

    private static boolean once(String name, boolean before) throws MalformedEventException {
        if (before) {
            throw new MalformedEventException(name + " is given twice");
        }
        return true;
    }

    private static String once(String name, @Nullable String before, String now) throws MalformedEventException {
        if (before != null) {
            throw new MalformedEventException(name + " is given twice");
        }
        return now;
    }

    /** Jackson would guess UTF-16 and UTF-32, and lets some illegal sequences of UTF-8 pass. */
    private static void requireUtf8(byte[] bytes) throws MalformedEventException {
        boolean ascii = true;
        for (byte b : bytes) {
            if (b == 0) {
                throw new MalformedEventException("not UTF-8 text: it has a zero byte");
            }
            ascii &= b > 0;
        }
        if (ascii) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new MalformedEventException("not UTF-8 text");
        }
    }

    private static final class Fields {
        private @Nullable String userId;
        private @Nullable String productId;
        private @Nullable String eventType;
        private @Nullable String timestamp;
        private boolean eventId;
        private boolean metadata;

        ParsedEvent event() throws MalformedEventException {
            String user = id("user_id", userId);
            String product = id("product_id", productId);
            present("event_type", eventType);
            String text = present("timestamp", timestamp);
            OptionalLong time = Rfc3339.toMillis(text);
            if (time.isEmpty()) {
                throw new MalformedEventException("timestamp is not an RFC 3339 date-time");
            }
            return new ParsedEvent(product, user.getBytes(StandardCharsets.UTF_8), time.getAsLong());
        }

        private static String id(String name, @Nullable String value) throws MalformedEventException {
            String id = present(name, value);
            if (id.length() > EventParser.MAX_ID_BYTES
                    || id.getBytes(StandardCharsets.UTF_8).length > EventParser.MAX_ID_BYTES) {
                throw new MalformedEventException(name + " is longer than " + EventParser.MAX_ID_BYTES + " bytes");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
                throw new MalformedEventException(name + " has half of a surrogate pair");
            }
            return id;
        }

        private static String present(String name, @Nullable String value) throws MalformedEventException {
            if (value == null) {
                throw new MalformedEventException(name + " is missing");
            }
            if (value.isEmpty()) {
                throw new MalformedEventException(name + " is empty");
            }
            return value;
        }
    }
}
