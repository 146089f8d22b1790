package dev.caravan.traces;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A message of OTLP in protobuf's wire format, written field by field. The field numbers are those of
 * {@code opentelemetry/proto/trace/v1/trace.proto}, which never change.
 */
final class OtlpMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int MORE = 0x80;
    private static final int STATUS_ERROR = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OtlpMessage() {}

    /** The request that hands over spans of one service: {@code ExportTraceServiceRequest}. */
    static byte[] request(String service, List<FinishedSpan> spans) {
        var resource = new OtlpMessage()
                .message(1, attribute("service.name", service))
                .message(1, attribute("service.namespace", "caravan"));
        var scope = new OtlpMessage().message(1, new OtlpMessage().text(1, "dev.caravan"));
        spans.forEach(span -> scope.message(2, span(span)));
        var resourceSpans = new OtlpMessage().message(1, resource).message(2, scope);
        return new OtlpMessage().message(1, resourceSpans).bytes.toByteArray();
    }

    private static OtlpMessage span(FinishedSpan span) {
        var message = new OtlpMessage()
                .hex(1, span.context().traceId())
                .hex(2, span.context().spanId());
        if (span.parent() != null) {
            message.hex(4, span.parent());
        }
        message.text(5, span.name())
                .number(6, span.kind().number())
                .time(7, span.start())
                .time(8, span.end());
        span.attributes().forEach((key, value) -> message.message(9, attribute(key, value)));
        for (var link : span.links()) {
            message.message(13, new OtlpMessage().hex(1, link.traceId()).hex(2, link.spanId()));
        }
        return span.failed() ? message.message(15, new OtlpMessage().number(3, STATUS_ERROR)) : message;
    }

    private static OtlpMessage attribute(String key, String value) {
        return new OtlpMessage().text(1, key).message(2, new OtlpMessage().text(1, value));
    }

    private OtlpMessage message(int field, OtlpMessage message) {
        return lengthDelimited(field, message.bytes.toByteArray());
    }

    private OtlpMessage text(int field, String text) {
        return lengthDelimited(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private OtlpMessage hex(int field, String digits) {
        return lengthDelimited(field, HexFormat.of().parseHex(digits));
    }

    private OtlpMessage lengthDelimited(int field, byte[] content) {
        varint((field << 3) | LENGTH);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private OtlpMessage number(int field, int number) {
        varint((field << 3) | VARINT);
        varint(number);
        return this;
    }

    private OtlpMessage time(int field, Instant time) {
        varint((field << 3) | FIXED64);
        var nanos = TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
        for (var shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.write((int) (nanos >>> shift));
        }
        return this;
    }

    private void varint(int value) {
        var rest = value;
        while (rest >= MORE) {
            bytes.write((rest & (MORE - 1)) | MORE);
            rest >>>= 7;
        }
        bytes.write(rest);
    }
}
