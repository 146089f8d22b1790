package dev.caravan.local.observe;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** OTLP spans as Zipkin's (the mapping of the OpenTelemetry specification, trace/sdk_exporters/zipkin). */
final class ZipkinSpans {

    private static final long MICRO = 1000;

    private ZipkinSpans() {}

    static List<Map<String, Object>> of(ExportTraceServiceRequest request) {
        var spans = new ArrayList<Map<String, Object>>();
        for (var resource : request.getResourceSpansList()) {
            var service = resource.getResource().getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals("service.name"))
                    .map(KeyValue::getValue)
                    .map(AnyValue::getStringValue)
                    .findFirst()
                    .orElse("unknown");
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> spans.add(span(span, service)));
            }
        }
        return spans;
    }

    private static Map<String, Object> span(Span span, String service) {
        var zipkin = new LinkedHashMap<String, Object>();
        zipkin.put("traceId", hex(span.getTraceId()));
        zipkin.put("id", hex(span.getSpanId()));
        if (!span.getParentSpanId().isEmpty()) {
            zipkin.put("parentId", hex(span.getParentSpanId()));
        }
        zipkin.put("name", span.getName());
        switch (span.getKind()) {
            case SPAN_KIND_SERVER -> zipkin.put("kind", "SERVER");
            case SPAN_KIND_CLIENT -> zipkin.put("kind", "CLIENT");
            case SPAN_KIND_PRODUCER -> zipkin.put("kind", "PRODUCER");
            case SPAN_KIND_CONSUMER -> zipkin.put("kind", "CONSUMER");
            default -> {
                // Zipkin has no word for what happens within a service
            }
        }
        zipkin.put("timestamp", span.getStartTimeUnixNano() / MICRO);
        zipkin.put("duration", Math.max(1, (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / MICRO));
        zipkin.put("localEndpoint", Map.of("serviceName", service));
        zipkin.put("tags", tags(span));
        return zipkin;
    }

    private static Map<String, String> tags(Span span) {
        var tags = new LinkedHashMap<String, String>();
        span.getAttributesList().forEach(attribute -> tags.put(attribute.getKey(), text(attribute.getValue())));
        if (span.getLinksCount() > 0) {
            // Zipkin knows no links; this way a person can still follow them
            tags.put(
                    "links",
                    span.getLinksList().stream()
                            .map(link -> hex(link.getTraceId()))
                            .collect(Collectors.joining(" ")));
        }
        if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
            tags.put("error", tags.getOrDefault("error.type", "true"));
        }
        return tags;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
