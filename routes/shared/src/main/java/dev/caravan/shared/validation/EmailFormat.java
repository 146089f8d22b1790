package dev.caravan.shared.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import dev.caravan.text.Characters;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The schema's {@code format: idn-email}: the form of a mailbox (RFC 5321, section 4.1.2, with the letters of all scripts as in
 * RFC 6531) and its lengths (section 4.5.3.1), and nothing about whether there is such a domain. The library's own refuses
 * domains whose last part is not on a list.
 */
final class EmailFormat implements Format {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~.";
    private static final String IDEOGRAPHIC_DOTS = "\u3002\uff0e\uff61";

    private static final Pattern IPV6 = Pattern.compile(
            "IPv6:(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)(?!.*::.*::)[0-9a-fA-F:]{2,39}", Pattern.CASE_INSENSITIVE);

    @Override
    public String getName() {
        return "idn-email";
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
        return isMailbox(text);
    }

    static boolean isMailbox(String text) {
        var at = text.lastIndexOf('@');
        return at > 0
                && octets(text) <= LONGEST
                && isLocalPart(text.substring(0, at))
                && isDomain(text.substring(at + 1));
    }

    private static boolean isLocalPart(String text) {
        if (octets(text) > LONGEST_LOCAL_PART) {
            return false;
        }
        return text.startsWith("\"") ? isQuoted(text) : isDotAtom(text);
    }

    private static boolean isDotAtom(String text) {
        return !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && text.codePoints()
                        .allMatch(c -> isInternational(c) || isLetterOrDigit(c) || ATOM_SIGNS.indexOf(c) >= 0);
    }

    private static boolean isQuoted(String text) {
        var last = text.length() - 1;
        var escaped = false;
        for (var i = 1; i < last; i++) {
            var c = text.charAt(i);
            if (c < ' ' || c == 0x7f || (c == '"' && !escaped)) {
                return false;
            }
            escaped = c == '\\' && !escaped;
        }
        return last > 0
                && !escaped
                && text.charAt(last) == '"'
                && text.codePoints().allMatch(c -> c <= '~' || isInternational(c));
    }

    private static boolean isDomain(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            var address = text.substring(1, text.length() - 1);
            return isIpv4(address) || IPV6.matcher(address).matches();
        }
        if (text.isEmpty()
                || text.endsWith(".")
                || !text.codePoints().allMatch(c -> isInternational(c) || isLetterOrDigit(c) || c == '-' || c == '.')
                || text.chars().anyMatch(c -> IDEOGRAPHIC_DOTS.indexOf(c) >= 0)) {
            return false;
        }
        try {
            // refuses labels that are empty, longer than 63 octets, or begin or end with a hyphen
            IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES | IDN.ALLOW_UNASSIGNED);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isIpv4(String text) {
        var numbers = text.split("\\.", -1);
        return numbers.length == 4
                && Arrays.stream(numbers)
                        .allMatch(number -> number.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(number) <= 255);
    }

    private static boolean isInternational(int codePoint) {
        return codePoint > 0x7f && !Characters.isInvisible(codePoint);
    }

    private static boolean isLetterOrDigit(int codePoint) {
        return codePoint <= 'z' && Character.isLetterOrDigit(codePoint);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
