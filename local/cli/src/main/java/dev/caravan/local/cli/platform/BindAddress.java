package dev.caravan.local.cli.platform;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Reads the address that somebody wants the gateway to listen on. */
public final class BindAddress {
    /** An address and no name, so that nobody is asked what it means. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private BindAddress() {}

    /**
     * Reads an address.
     *
     * @return the address, such as {@code 192.168.1.5}, or {@code 0.0.0.0} and {@code ::} for all of them
     * @throws Failure if it is none of this machine's
     */
    public static String of(String text) {
        try {
            if (LITERAL.matcher(text).matches()) {
                var address = InetAddress.getByName(text);
                if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                    return address.getHostAddress();
                }
            }
        } catch (UnknownHostException e) {
            throw new Failure(none(text), e);
        } catch (SocketException e) {
            throw new Failure("The addresses of this machine cannot be read: " + e.getMessage(), e);
        }
        throw new Failure(none(text));
    }

    /** Whether this stands for all addresses of the machine. */
    static boolean isEverywhere(String address) {
        return address.equals("0.0.0.0") || address.equals("0:0:0:0:0:0:0:0");
    }

    private static String none(String text) {
        return "--bind " + text + " is no address of this machine. Name one, such as 192.168.1.5, or 0.0.0.0 for all.";
    }
}
