package dev.caravan.integration.delivery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Which addresses a webhook may lead to. It is the HTTP client's resolver: what it has looked at is what the client connects to, so a name
 * that resolves to another address at the second look is of no use.
 *
 * @param allowPrivate whether addresses that are not in the public internet are let through; for one machine
 */
public record AddressPolicy(boolean allowPrivate) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = InetAddress.getAllByName(host);
        for (var address : addresses) {
            if (!allows(address)) {
                throw new PrivateAddressException(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return host;
    }

    /** Whether a webhook may lead there. */
    boolean allows(InetAddress address) {
        return allowPrivate || isPublic(address);
    }

    /** Whether the address is one of the public internet (the IANA registries of special-purpose addresses, RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> isPublic(v4.getAddress());
            case Inet6Address v6 -> isPublic6(v6.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] v4) {
        var first = v4[0] & 0xff;
        var second = v4[1] & 0xff;
        var third = v4[2] & 0xff;
        return switch (first) {
            // this network; private; loopback; and all that is reserved or broadcast
            case 0, 10, 127 -> false;
            // shared by carriers
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            // protocol assignments and documentation; the relays of 6to4; private
            case 192 -> !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99) && second != 168;
            // benchmarks; documentation
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Global unicast is 2000::/3; what wraps an address of version 4 is as public as that is. */
    private static boolean isPublic6(byte[] v6) {
        if (startsWith(v6, 0x00, 0x64, 0xff, 0x9b)) {
            return isPublic(new byte[] {v6[12], v6[13], v6[14], v6[15]});
        }
        if (startsWith(v6, 0x20, 0x02)) {
            return isPublic(new byte[] {v6[2], v6[3], v6[4], v6[5]});
        }
        var globalUnicast = (v6[0] & 0xe0) == 0x20;
        // protocol assignments with Teredo among them; documentation, twice
        return globalUnicast
                && !(startsWith(v6, 0x20, 0x01) && (v6[2] & 0xfe) == 0)
                && !startsWith(v6, 0x20, 0x01, 0x0d, 0xb8)
                && !(startsWith(v6, 0x3f, 0xff) && (v6[2] & 0xf0) == 0);
    }

    private static boolean startsWith(byte[] address, int... bytes) {
        for (var i = 0; i < bytes.length; i++) {
            if ((address[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
