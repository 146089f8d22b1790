package dev.caravan.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.caravan.edge.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;

/** The answer to whoever sent events: which are durable now. */
final class Receipt {
    private static final SerializedString RESULTS = new SerializedString("results");
    private static final SerializedString INDEX = new SerializedString("index");
    private static final SerializedString STATUS = new SerializedString("status");
    private static final SerializedString EVENT_ID = new SerializedString("event_id");
    private static final SerializedString ERRORS = new SerializedString("errors");
    private static final SerializedString ACCEPTED = new SerializedString("accepted");
    private static final SerializedString REJECTED = new SerializedString("rejected");
    /** A result with an id as this service makes them. */
    private static final int USUAL_RESULT_BYTES = 96;

    private Receipt() {}

    static void one(Exchange exchange) {
        reply(exchange, 1, json -> {
            json.writeStartObject();
            if (Intake.of(exchange).getFirst() instanceof RawEvent event) {
                writeId(json, event);
            }
            json.writeEndObject();
        });
    }

    static void many(Exchange exchange) {
        var intakes = Intake.of(exchange);
        reply(exchange, intakes.size(), json -> {
            json.writeStartObject();
            json.writeFieldName(RESULTS);
            json.writeStartArray();
            for (var index = 0; index < intakes.size(); index++) {
                json.writeStartObject();
                json.writeFieldName(INDEX);
                json.writeNumber(index);
                json.writeFieldName(STATUS);
                switch (intakes.get(index)) {
                    case RawEvent event -> {
                        json.writeString(ACCEPTED);
                        writeId(json, event);
                    }
                    case Intake.Rejected rejected -> {
                        json.writeString(REJECTED);
                        writeRejected(json, rejected);
                    }
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeId(JsonGenerator json, RawEvent event) throws IOException {
        json.writeFieldName(EVENT_ID);
        json.writeUTF8String(event.id(), 0, event.id().length);
    }

    private static void writeRejected(JsonGenerator json, Intake.Rejected rejected) throws IOException {
        if (rejected.id() != null) {
            json.writeFieldName(EVENT_ID);
            json.writeString(rejected.id());
        }
        json.writeFieldName(ERRORS);
        json.writePOJO(rejected.errors());
    }

    /** What is written into an answer. */
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** Thousands of results a request are written as they are, without a tree of them before. */
    private static void reply(Exchange exchange, int results, Body body) {
        var bytes = new ByteArrayOutputStream((results + 1) * USUAL_RESULT_BYTES);
        try (var json = Json.MAPPER.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
        exchange.getMessage().setBody(bytes.toByteArray());
    }
}
