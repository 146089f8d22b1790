package dev.caravan.text;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A regular expression as JSON Schema means it (<a href="https://json-schema.org/draft/2020-12/json-schema-core#section-6.4">
 * section 6.4</a>): that of ECMA-262 with the flag {@code u}. Java reads the same characters differently: its {@code \s} knows
 * ASCII only, its {@code .} refuses more line ends, its {@code $} allows one behind it, and its classes can be nested.
 *
 * <p>Everything that both have is translated; what one of them does not have is refused, so that no pattern means something
 * else here than for the clients of the contract.
 */
public final class EcmaPattern {
    private static final int END = -1;
    private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";
    private static final String WHITE_SPACE =
            "\\t\\n\\x{b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
    private static final String SYNTAX = "^$\\.*+?()[]{}|/";

    private final String pattern;
    private final StringBuilder java = new StringBuilder();
    /** For each group that is open whether it may be repeated, which what only looks around may not. */
    private final ArrayDeque<Boolean> groups = new ArrayDeque<>();

    private int at;
    private boolean repeatable;

    private EcmaPattern(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The same as a pattern of Java. A text matches when {@link java.util.regex.Matcher#find() find} finds something in it.
     *
     * @throws IllegalArgumentException if it is no pattern of ECMA-262, or has something that is not translated here:
     *     property escapes, word boundaries, references to groups, and complements within a class
     */
    public static Pattern compile(String pattern) {
        return Pattern.compile(new EcmaPattern(pattern).translated());
    }

    private String translated() {
        while (at < pattern.length()) {
            var c = take();
            switch (c) {
                case '\\' -> atom(escape());
                case '[' -> atom(characterClass());
                case '.' -> atom("[^" + LINE_ENDS + "]");
                case '(' -> open();
                case ')' -> close();
                case '$' -> assertion("\\z");
                case '^', '|' -> assertion(Character.toString(c));
                case '*', '+', '?' -> quantifier(Character.toString(c));
                case '{' -> quantifier(counted());
                case ']', '}' -> throw unknown("a bracket that is not escaped");
                default -> atom(literal(c));
            }
        }
        return java.toString();
    }

    private void atom(String atom) {
        java.append(atom);
        repeatable = true;
    }

    private void assertion(String assertion) {
        java.append(assertion);
        repeatable = false;
    }

    private void open() {
        assertion("(");
        if (peek() != '?') {
            groups.push(true);
            return;
        }
        take();
        for (var kind : List.of(":", "=", "!", "<=", "<!")) {
            if (pattern.startsWith(kind, at)) {
                java.append('?').append(kind);
                at += kind.length();
                groups.push(kind.equals(":"));
                return;
            }
        }
        throw unknown("a kind of group");
    }

    private void close() {
        if (groups.isEmpty()) {
            throw unknown("a bracket that is not escaped");
        }
        java.append(')');
        repeatable = groups.pop();
    }

    private void quantifier(String quantifier) {
        // a quantifier behind another one is possessive in Java
        if (!repeatable) {
            throw unknown("a quantifier of nothing");
        }
        assertion(quantifier);
        if (peek() == '?') {
            java.append((char) take());
        }
    }

    private String counted() {
        var end = pattern.indexOf('}', at);
        var counted = end < 0 ? "" : pattern.substring(at - 1, end + 1);
        if (!counted.matches("\\{[0-9]{1,9}(,([0-9]{1,9})?)?}")) {
            throw unknown("a bracket that is not escaped");
        }
        at = end + 1;
        return counted;
    }

    private String characterClass() {
        var members = new StringBuilder("[");
        if (peek() == '^') {
            members.append((char) take());
        }
        if (peek() == ']') {
            throw unknown("an empty class");
        }
        while (peek() != ']') {
            var first = classAtom();
            members.append(first);
            if (peek() == '-' && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                take();
                var last = classAtom();
                if (isClass(first) || isClass(last)) {
                    throw unknown("a class as the end of a range");
                }
                members.append('-').append(last);
            }
        }
        take();
        return members.append(']').toString();
    }

    private static boolean isClass(String atom) {
        return atom.equals(members('d')) || atom.equals(members('w')) || atom.equals(members('s'));
    }

    private String classAtom() {
        var c = take();
        if (c != '\\') {
            return literal(c);
        }
        return switch (peek()) {
            case 'd', 'w', 's' -> members(take());
            case '-' -> literal(take());
            case 'D', 'W', 'S', 'b' -> throw unknown("an escape within a class");
            default -> escape();
        };
    }

    /** What stands behind a backslash. */
    private String escape() {
        var c = take();
        return switch (c) {
            case 'd', 'w', 's' -> "[" + members(c) + "]";
            case 'D', 'W', 'S' -> "[^" + members(Character.toLowerCase(c)) + "]";
            case 't', 'n', 'f', 'r' -> "\\" + (char) c;
            case 'v' -> literal(0xb);
            case 'x' -> literal(hex(2));
            case 'u' -> literal(unicode());
            default -> {
                if (SYNTAX.indexOf(c) < 0) {
                    throw unknown("an escape");
                }
                yield literal(c);
            }
        };
    }

    private static String members(int escape) {
        return switch (escape) {
            case 'd' -> "0-9";
            case 'w' -> "0-9A-Za-z_";
            default -> WHITE_SPACE;
        };
    }

    private int unicode() {
        if (peek() == '{') {
            take();
            var end = pattern.indexOf('}', at);
            var codePoint = end < 0 ? END : hex(end - at);
            take();
            return codePoint;
        }
        var unit = hex(4);
        if (Character.isHighSurrogate((char) unit) && pattern.startsWith("\\u", at)) {
            var before = at;
            at += 2;
            var low = peek() == '{' ? END : hex(4);
            if (low != END && Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
            at = before;
        }
        return unit;
    }

    private int hex(int digits) {
        var from = at;
        at += digits;
        var text = at <= pattern.length() ? pattern.substring(from, at) : "";
        if (!text.matches("[0-9A-Fa-f]{1,6}")) {
            throw unknown("an escape");
        }
        return Integer.parseInt(text, 16);
    }

    /** A character that means itself. */
    private static String literal(int codePoint) {
        return Character.isLetterOrDigit(codePoint) && codePoint < 0x80
                ? Character.toString(codePoint)
                : String.format(Locale.ROOT, "\\x{%x}", codePoint);
    }

    private int peek() {
        return at < pattern.length() ? pattern.codePointAt(at) : END;
    }

    private int take() {
        if (at >= pattern.length()) {
            throw unknown("something that does not end");
        }
        var codePoint = pattern.codePointAt(at);
        at += Character.charCount(codePoint);
        return codePoint;
    }

    private IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("The pattern " + pattern + " has " + what + " before position " + at
                + " that is not ECMA-262, or not translated");
    }
}
