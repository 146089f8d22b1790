package dev.caravan.starter.http.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. Proxies append the address of whoever spoke to them to {@code X-Forwarded-For}; only as
 * many entries are believed, counted from the last, as there are proxies of ours, because anybody may send the others.
 */
final class ClientAddress {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-fA-F:.]{2,45})]?(?:(?<=])\\:\\d{1,5})?");

    private final int trustedProxies;

    /** @param trustedProxies how many proxies of ours a request passes; 0 where clients speak to this service directly */
    ClientAddress(int trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one of those has all of them. */
    String of(HttpServletRequest request) {
        return of(
                request.getRemoteAddr(),
                trustedProxies == 0 ? List.of() : Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    /**
     * @param peer the address that the connection comes from
     * @param forwarded every {@code X-Forwarded-For} of the request
     */
    String of(String peer, List<String> forwarded) {
        if (trustedProxies > 0) {
            var sent = new ArrayList<String>();
            for (var header : forwarded) {
                Collections.addAll(sent, header.split(",", -1));
            }
            if (!sent.isEmpty()) {
                var client = network(
                        sent.get(Math.max(0, sent.size() - trustedProxies)).strip());
                if (client != null) {
                    return client;
                }
            }
        }
        var network = network(peer);
        return network == null ? peer : network;
    }

    private static @Nullable String network(String address) {
        var v4 = IPV4.matcher(address);
        if (v4.matches()) {
            return v4.group(1);
        }
        var v6 = IPV6.matcher(address);
        if (!v6.matches() || v6.group(1).indexOf(':') < 0) {
            return null;
        }
        try {
            // text with a colon is never looked up, only parsed
            var parsed = InetAddress.getByName(v6.group(1));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, 8)
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
