package dev.caravan.local.part;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out of parts that know no logins. A port of the loopback address is closed to other machines, and open to
 * every page that this machine's browser shows: a page may send requests anywhere, and one whose own name is made to lead here
 * (DNS rebinding) may read the responses too.
 *
 * <p>Programs are let in: they send neither {@code Origin} nor {@code Sec-Fetch-Site}. Pages that this machine itself serves
 * are let in as well.
 */
public final class PageGuard {

    /** The status of a request that is not served. */
    public static final int STATUS = 403;

    private PageGuard() {}

    /**
     * Why a request must not be served, in a sentence; empty if it may be.
     *
     * @param header the value of a header of the request by its name, or null where it has none
     */
    public static Optional<String> refusal(Function<String, @Nullable String> header) {
        var host = header.apply("Host");
        if (host != null && !isThisMachine(host)) {
            return Optional.of("This port is for this machine, and is not called " + host + ".");
        }
        var origin = header.apply("Origin");
        if (origin != null && !isThisMachine(authority(origin))) {
            return Optional.of("Pages of " + origin + " may not call this machine.");
        }
        return "cross-site".equals(header.apply("Sec-Fetch-Site"))
                ? Optional.of("Pages of other sites may not call this machine.")
                : Optional.empty();
    }

    /** The same for a server of the JDK. */
    public static Filter filter() {
        return new Filter() {
            @Override
            public String description() {
                return "keeps web pages out";
            }

            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                var refusal = refusal(exchange.getRequestHeaders()::getFirst);
                if (refusal.isEmpty()) {
                    chain.doFilter(exchange);
                    return;
                }
                try (exchange) {
                    var body = refusal.get().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
                    exchange.sendResponseHeaders(STATUS, body.length);
                    exchange.getResponseBody().write(body);
                }
            }
        };
    }

    /** The host and port of an origin; what is none, such as {@code null}, has none. */
    private static String authority(String origin) {
        try {
            var authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Whether a name, with or without a port, can lead nowhere but here (RFC 6761, section 6.3). */
    private static boolean isThisMachine(String authority) {
        var name = withoutPort(authority).toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]");
    }

    private static String withoutPort(String authority) {
        var colon = authority.lastIndexOf(':');
        return colon >= 0 && authority.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9')
                ? authority.substring(0, colon)
                : authority;
    }
}
