package dev.caravan.shared.http;

import dev.caravan.shared.contract.Operation;

/**
 * Names of the exchange variables in which an operation finds its input. Nothing that a client sends ever becomes a
 * Camel header, so nothing can be mistaken for one.
 */
public final class ExchangeVariables {
    /** The {@link Operation} that is being served. */
    public static final String OPERATION = "operation";
    /** The {@link Caller}. */
    public static final String CALLER = "caller";
    /** Subject of the caller, or null. */
    public static final String CALLER_SUBJECT = "caller_subject";
    /** Whether the caller sees everybody's resources, and not only their own; set by {@link CallerScope}. */
    public static final String SEES_ALL = "sees_all";
    /** Media type of the request body, lower case, without parameters. */
    public static final String CONTENT_TYPE = "content_type";
    /** Path of the request as it came, percent-encoded. */
    public static final String PATH = "request_path";
    /** Query string of the request as it came, or null. */
    public static final String QUERY = "request_query";
    /**
     * Hex SHA-256 of method, path and body, where an {@code Idempotency-Key} was sent: tells a repeated request from
     * another one under the same key.
     */
    public static final String REQUEST_HASH = "request_hash";
    /** The caller's name for the request, or ours. */
    public static final String REQUEST_ID = "request_id";
    /** W3C trace context of the request. */
    public static final String TRACEPARENT = "traceparent";
    /** Versions that {@code If-Match} names, as PostgreSQL writes an array of them, such as {@code {3,5}}; null for any. */
    public static final String IF_MATCH_VERSIONS = "if_match_versions";
    /** The request's body as JSON text; set by {@link BodyAsJson}. */
    public static final String BODY_JSON = "body_json";
    /** One more than {@code limit}: the extra row tells that there is a next page. */
    public static final String LIMIT_PLUS_ONE = "limit_plus_one";

    private ExchangeVariables() {}
}
