package dev.caravan.starter.management;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Lets requests in whose host is an address or a name that no page of the web can have. A page whose own name is made to lead
 * here (DNS rebinding) would otherwise read, in the browser of somebody who reaches this port, what it tells without a login.
 */
final class CalledFromInside implements Filter {
    /** RFC 9110, section 15.5.20. */
    private static final int MISDIRECTED = 421;

    /** Names of one machine (RFC 6761, section 6.3), of a cluster and of a local network (RFC 6762). */
    private static final List<String> PRIVATE_DOMAINS = List.of(".localhost", ".svc", ".local");

    /** A top-level domain has a letter, so this is no name. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isOfTheInside(request.getServerName().toLowerCase(Locale.ROOT))) {
            chain.doFilter(request, response);
        } else {
            ((HttpServletResponse) response)
                    .sendError(MISDIRECTED, "This port is called by an address or by a name of the inside.");
        }
    }

    /** Names of one label are of the inside too: {@code localhost}, a service of the same namespace. */
    private static boolean isOfTheInside(String host) {
        return host.indexOf('.') < 0
                || host.indexOf(':') >= 0
                || ADDRESS.matcher(host).matches()
                || PRIVATE_DOMAINS.stream().anyMatch(host::endsWith);
    }
}
