package dev.caravan.bench.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.ServerRequest;

/** What every request passes on its way through. */
@Component
class RequestChecks implements HandlerInterceptor, WebMvcConfigurer {
    static final String TRACEPARENT = "traceparent";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern TRACE =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long NANOS = 1_000_000_000L;

    private final JwtDecoder tokens;
    private final long limit;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(WINDOW).build();

    RequestChecks(JwtDecoder tokens, @Value("${peer.rate-limit}") long limit) {
        this.tokens = tokens;
        this.limit = limit;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    /** Every request gets an id and a trace, and counts against what its caller has. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var sent = request.getHeader(TRACEPARENT);
        var trace = sent != null && TRACE.matcher(sent).matches() ? sent : newTrace();
        request.setAttribute(TRACEPARENT, trace);
        response.setHeader(TRACEPARENT, trace);
        var id = request.getHeader("X-Request-Id");
        response.setHeader(
                "X-Request-Id", id != null && REQUEST_ID.matcher(id).matches() ? id : trace.substring(3, 35));
        charge(request.getRemoteAddr(), response);
        return true;
    }

    private void charge(String caller, HttpServletResponse response) {
        var probe = buckets.get(caller, this::bucket).tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Policy", "\"address\";q=" + limit + ";w=" + WINDOW.toSeconds());
        response.setHeader(
                "RateLimit",
                "\"address\";r=" + probe.getRemainingTokens() + ";t=" + probe.getNanosToWaitForReset() / NANOS);
        if (!probe.isConsumed()) {
            throw problem(429, "rate_limited", "Too many requests.");
        }
    }

    private Bucket bucket(String caller) {
        return Bucket.builder()
                .addLimit(each -> each.capacity(limit).refillGreedy(limit, WINDOW))
                .build();
    }

    /** An id is a whole number, and there are no parameters. */
    ServerRequest check(ServerRequest request) {
        if (request.servletRequest().getQueryString() != null) {
            throw problem(400, "invalid_parameter", "The request has parameters that nobody knows.");
        }
        try {
            if (Long.parseLong(request.pathVariable("id")) < 1) {
                throw problem(422, "invalid_parameter", "The id must be at least 1.");
            }
        } catch (NumberFormatException e) {
            throw problem(400, "invalid_parameter", "The id must be a whole number.");
        }
        return request;
    }

    /** A valid token of the issuer, for this audience. */
    ServerRequest authenticate(ServerRequest request) {
        var header = request.servletRequest().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw problem(401, "token_required", "Send a bearer token in the Authorization header.");
        }
        try {
            var token = tokens.decode(header.substring(7).strip());
            request.attributes().put("subject", token.getSubject());
        } catch (JwtException e) {
            throw problem(401, "token_invalid", "The bearer token is not valid.");
        }
        return request;
    }

    private static ErrorResponseException problem(int status, String code, String detail) {
        var document = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(status), detail);
        document.setProperty("code", code);
        return new ErrorResponseException(HttpStatus.valueOf(status), document, null);
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong()) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }
}
