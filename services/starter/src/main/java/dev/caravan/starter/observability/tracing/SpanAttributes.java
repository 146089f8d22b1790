package dev.caravan.starter.observability.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Names of OpenTelemetry's semantic conventions, and how a failure is told without telling what is private. */
final class SpanAttributes {
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("caravan.operation");
    static final AttributeKey<String> CAMEL_ROUTE = AttributeKey.stringKey("caravan.route");
    static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> QUERY = AttributeKey.stringKey("db.query.summary");
    static final AttributeKey<String> MESSAGING = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<Long> BATCH = AttributeKey.longKey("messaging.batch.message_count");
    static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");

    private SpanAttributes() {}

    /** The kind of failure only: its message may hold what a customer wrote. */
    static void fail(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR, failure.getClass().getSimpleName());
    }
}
