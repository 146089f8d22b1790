package dev.caravan.starter.http.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lets the pages of named origins call this API from a browser (Fetch standard, CORS protocol). */
final class CrossOrigin {
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");
    private static final String EXPOSED = "ETag, Location, Link, Retry-After, RateLimit, RateLimit-Policy, "
            + "Idempotent-Replayed, X-Request-Id, traceparent";
    private static final String ALLOWED = "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, "
            + "If-None-Match, traceparent, X-Request-Id";

    private final Set<String> origins;

    /**
     * @param origins such as {@code https://shop.example}; none for no page but those of this server itself
     * @throws IllegalArgumentException for what is no origin, {@code *} among them
     */
    CrossOrigin(Collection<String> origins) {
        this.origins = origins.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet());
        for (var origin : this.origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("CORS_ALLOWED_ORIGINS holds \"" + origin
                        + "\", which is no origin; write scheme and host, and the port if it is not the usual one, like "
                        + "https://shop.example");
            }
        }
    }

    /** Says to a browser that its page may read this response. */
    void allowReading(HttpServletRequest request, HttpServletResponse response) {
        if (origins.isEmpty()) {
            return;
        }
        response.addHeader("Vary", "Origin");
        var origin = request.getHeader("Origin");
        if (origin != null && origins.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    /** Says to a browser what its page may send. */
    void preflight(HttpServletRequest request, HttpServletResponse response, String methods) {
        var origin = request.getHeader("Origin");
        if (origin != null && origins.contains(origin) && request.getHeader("Access-Control-Request-Method") != null) {
            response.setHeader("Access-Control-Allow-Methods", methods);
            response.setHeader("Access-Control-Allow-Headers", ALLOWED);
            response.setHeader("Access-Control-Max-Age", "3600");
        }
    }
}
