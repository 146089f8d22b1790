package dev.caravan.shared.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller is told when an operation cannot be done (RFC 9457).
 *
 * @param status HTTP status
 * @param code stable identifier for programs, snake_case; also the last segment of {@code type}
 * @param detail what happened and what to do, for people
 * @param errors every field error at once; empty where no field is to blame
 * @param headers response headers that belong to the problem, such as {@code Retry-After}
 * @param extensions further members of the document, such as {@code available}
 */
public record Problem(
        int status,
        String code,
        String detail,
        List<FieldError> errors,
        Map<String, String> headers,
        Map<String, Object> extensions) {

    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem without field errors, headers or extensions. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of(), Map.of());
    }

    /** 400: the request cannot be understood. */
    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    /** 404: nothing is here, or nothing that this caller may see: the two cannot be told apart. */
    public static Problem notFound() {
        return of(404, "not_found", "There is no such resource.");
    }

    /** 409: the request conflicts with the state of the resource. */
    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** 412: the resource changed since the caller read it. */
    public static Problem stale() {
        return of(412, "stale", "The resource has changed since its ETag was read. Read it again and repeat.");
    }

    /** 422: understood, but not acceptable; all errors at once. */
    public static Problem unprocessable(List<FieldError> errors) {
        return of(422, "validation_failed", "The request has fields that are not acceptable; see errors.")
                .withErrors(errors);
    }

    /** 503: something that the operation needs is away for a moment. */
    public static Problem unavailable(String code, String detail, int retryAfterSeconds) {
        return of(503, code, detail).withHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }

    /** 503: as much is being done as the service can do at a time. */
    public static Problem overloaded() {
        return unavailable("overloaded", "As much is being done as can be done at a time.", 1);
    }

    /** The same problem with these field errors. */
    public Problem withErrors(List<FieldError> fieldErrors) {
        return new Problem(status, code, detail, List.copyOf(fieldErrors), headers, extensions);
    }

    /** The same problem with one more response header. */
    public Problem withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, code, detail, errors, more, extensions);
    }

    /** The same problem with one more member in its document. */
    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(extensions);
        more.put(member, value);
        return new Problem(status, code, detail, errors, headers, more);
    }

    /**
     * The document to send.
     *
     * @param instance path of the request
     * @param traceId trace of the request, which leads to its logs
     */
    public Map<String, Object> document(String instance, String traceId) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "/problems/" + code);
        document.put("title", title(status));
        document.put("status", status);
        document.put("detail", detail);
        document.put("instance", instance);
        document.put("code", code);
        document.put("trace_id", traceId);
        document.putAll(extensions);
        document.put("errors", errors);
        return document;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status >= 500 ? "Internal Server Error" : "Request Failed";
        };
    }
}
