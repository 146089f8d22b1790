package dev.caravan.activity;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.caravan.shared.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** The response to whoever sent events: which are durable now. */
final class EventsResponse {
    private static final byte[] RESULTS = RawEvent.utf8("{\"results\":[");
    private static final byte[] INDEX = RawEvent.utf8("{\"index\":");
    private static final byte[] ACCEPTED = RawEvent.utf8(",\"status\":\"accepted\",\"event_id\":\"");
    private static final byte[] REJECTED = RawEvent.utf8(",\"status\":\"rejected\"");
    private static final byte[] EVENT_ID = RawEvent.utf8(",\"event_id\":\"");
    private static final byte[] ERRORS = RawEvent.utf8(",\"errors\":");
    /** A result with an id as this service makes them. */
    private static final int USUAL_BYTES = 96;

    private EventsResponse() {}

    static void one(Exchange exchange) {
        var json = new ByteArrayOutputStream(USUAL_BYTES);
        json.writeBytes(RawEvent.utf8("{\"event_id\":\""));
        if (EventResult.of(exchange).getFirst() instanceof RawEvent event) {
            writeText(event.id(), json);
        }
        json.writeBytes(RawEvent.utf8("\"}"));
        reply(exchange, json);
    }

    /** Writes the results, of which there can be a thousand, without a tree of them before. */
    static void many(Exchange exchange) {
        var results = EventResult.of(exchange);
        var json = new ByteArrayOutputStream((results.size() + 1) * USUAL_BYTES);
        json.writeBytes(RESULTS);
        for (var index = 0; index < results.size(); index++) {
            if (index > 0) {
                json.write(',');
            }
            json.writeBytes(INDEX);
            json.writeBytes(RawEvent.utf8(Integer.toString(index)));
            switch (results.get(index)) {
                case RawEvent event -> {
                    json.writeBytes(ACCEPTED);
                    writeText(event.id(), json);
                    json.write('"');
                }
                case EventResult.Rejected rejected -> write(rejected, json);
            }
            json.write('}');
        }
        json.write(']');
        json.write('}');
        reply(exchange, json);
    }

    private static void write(EventResult.Rejected rejected, ByteArrayOutputStream json) {
        json.writeBytes(REJECTED);
        var id = rejected.id();
        if (id != null) {
            json.writeBytes(EVENT_ID);
            writeText(RawEvent.utf8(id), json);
            json.write('"');
        }
        json.writeBytes(ERRORS);
        json.writeBytes(Json.write(rejected.errors()));
    }

    /** Writes text in UTF-8 as it stands between quotes. */
    private static void writeText(byte[] text, ByteArrayOutputStream json) {
        for (var b : text) {
            if (b < ' ' || b == '"' || b == '\\') {
                json.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(new String(text, StandardCharsets.UTF_8)));
                return;
            }
        }
        json.writeBytes(text);
    }

    private static void reply(Exchange exchange, ByteArrayOutputStream json) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
        exchange.getMessage().setBody(json.toByteArray());
    }
}
