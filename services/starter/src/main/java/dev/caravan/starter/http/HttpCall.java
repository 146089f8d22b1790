package dev.caravan.starter.http;

import dev.caravan.starter.observability.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * One request and how it is to be responded to.
 *
 * @param requestId the caller's name for this request, or ours
 * @param withBody whether the response has a body; a {@code HEAD} has none
 * @param publicly whether responses are compressed at all, which is left to the service that the world speaks to
 * @param gzip whether this caller takes a compressed response
 */
public record HttpCall(
        HttpServletRequest request,
        HttpServletResponse response,
        TraceContext trace,
        String requestId,
        boolean withBody,
        boolean publicly,
        boolean gzip) {}
