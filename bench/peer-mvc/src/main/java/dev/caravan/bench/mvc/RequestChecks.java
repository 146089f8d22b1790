package dev.caravan.bench.mvc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every request passes: it gets an id and a trace, and may have no query parameter that nobody knows. */
@Configuration
class RequestChecks implements HandlerInterceptor, WebMvcConfigurer {
    static final String TRACEPARENT = "traceparent";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern TRACE =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Map<String, Set<String>> PARAMETERS = Map.of("/products", Set.of("page", "limit"));

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var sent = request.getHeader(TRACEPARENT);
        var trace = sent != null && TRACE.matcher(sent).matches() ? sent : newTrace();
        request.setAttribute(TRACEPARENT, trace);
        response.setHeader(TRACEPARENT, trace);
        var id = request.getHeader("X-Request-Id");
        response.setHeader(
                "X-Request-Id", id != null && REQUEST_ID.matcher(id).matches() ? id : trace.substring(3, 35));
        if (request.getQueryString() != null) {
            refuseUnknown(request);
        }
        return true;
    }

    private static void refuseUnknown(HttpServletRequest request) {
        var template = Objects.toString(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        var known = PARAMETERS.getOrDefault(template, Set.of());
        if (!known.containsAll(request.getParameterMap().keySet())) {
            throw new ApiProblem(400, "invalid_parameter", "The request has parameters that nobody knows.");
        }
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong()) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }
}
