package dev.caravan.starter.http;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The rules of a path (RFC 3986, section 3.3) that all servers which a request passes must read in the same way. Any
 * character may be in a segment, percent-encoded: {@code a%2Fb} is one segment, and its value is {@code a/b}. What is
 * written out must leave no doubt: no empty and no dot segments, no parameters, no characters that a path does not have.
 */
public final class RequestPath {
    /** What may stand in a path beside letters and digits (RFC 3986: pchar), but for {@code ;}. */
    private static final String PLAIN = "/%-._~!$&'()*+,=:@";

    private RequestPath() {}

    /**
     * Lets a path pass that can be read in one way only.
     *
     * @param path as it was sent, percent-encoded
     * @throws ProblemException 400 that names what is wrong
     */
    public static void check(String path) {
        if (!path.startsWith("/")) {
            throw refused("malformed_path", "The path must begin with a slash.");
        }
        path.chars().forEach(RequestPath::checkCharacter);
        var begin = 1;
        for (var end = path.indexOf('/', begin); end >= 0; end = path.indexOf('/', begin)) {
            checkSegment(path.substring(begin, end));
            begin = end + 1;
        }
        // one slash at the end is a path of its own, at which nothing is
        if (begin < path.length()) {
            checkSegment(path.substring(begin));
        }
    }

    /**
     * A path that was sent, also one that is refused, as a reference (RFC 3986, section 4.2) that names no other server: what
     * a reference cannot hold is percent-encoded.
     */
    public static String reference(String path) {
        var reference = new StringBuilder(path.startsWith("//") ? "/." : "");
        for (int i = 0, c; i < path.length(); i += Character.charCount(c)) {
            c = path.codePointAt(i);
            if (c == '%' ? beginsEscape(path, i) : c == ';' || isPlain(c)) {
                reference.appendCodePoint(c);
            } else {
                for (var octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    reference.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
                }
            }
        }
        return reference.toString();
    }

    private static boolean beginsEscape(String path, int percent) {
        return percent + 2 < path.length()
                && HexFormat.isHexDigit(path.charAt(percent + 1))
                && HexFormat.isHexDigit(path.charAt(percent + 2));
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private static void checkCharacter(int c) {
        if (isPlain(c)) {
            return;
        }
        if (c == ';') {
            throw refused("ambiguous_path", "The path holds a semicolon; write it as %3B.");
        }
        throw refused("malformed_path", "The path holds U+%04X, which must be percent-encoded as UTF-8.".formatted(c));
    }

    /** A dot is a dot however it is written: who tidies paths up decodes it first (RFC 3986, section 6.2.2). */
    private static void checkSegment(String segment) {
        switch (decoded(segment)) {
            case "" -> throw refused("ambiguous_path", "The path holds an empty segment: two slashes in a row.");
            case ".", ".." -> throw refused("ambiguous_path", "The path holds a dot segment, \"" + segment + "\".");
            default -> {
                // one meaning for everybody
            }
        }
    }

    private static String decoded(String segment) {
        try {
            return PercentEncoding.decode(segment);
        } catch (PercentEncoding.MalformedException e) {
            throw refused("malformed_path", "The path cannot be read: " + e.getMessage() + ".");
        }
    }

    private static ProblemException refused(String code, String detail) {
        return new ProblemException(Problem.badRequest(code, detail));
    }
}
