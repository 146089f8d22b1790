package dev.caravan.rules.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes a regular expression of {@link Pattern}'s syntax apart. What a character class holds, the engine itself is asked for a
 * sample of characters.
 */
final class RegexParser {

    private static final int LATIN = 0x300;
    private static final String FURTHER = "\u1680\u2000\u200b\u2028\u202f\u2060\u20ac\u2212\u3000\u4e2d\ufeff\uffe5";

    private final String regex;
    private int flags;
    private int position;

    private RegexParser(String regex, int flags) {
        this.regex = regex;
        this.flags = flags;
    }

    /**
     * Takes a regular expression apart.
     *
     * @throws IllegalArgumentException if it is none, or one of a kind that cannot be judged, such as with back references
     */
    static RegexNode parse(String regex, int flags) {
        Pattern.compile(regex, flags);
        return new RegexParser(regex, flags).choice();
    }

    private RegexNode choice() {
        var alternatives = new ArrayList<RegexNode>();
        alternatives.add(sequence());
        while (position < regex.length() && regex.charAt(position) == '|') {
            position++;
            alternatives.add(sequence());
        }
        return alternatives.size() == 1 ? alternatives.getFirst() : new RegexNode.Choice(alternatives);
    }

    private RegexNode sequence() {
        var parts = new ArrayList<RegexNode>();
        while (position < regex.length() && regex.charAt(position) != '|' && regex.charAt(position) != ')') {
            parts.add(repeated(atom()));
        }
        return new RegexNode.Sequence(parts);
    }

    private RegexNode atom() {
        var begin = position;
        switch (regex.charAt(position++)) {
            case '(' -> {
                return group();
            }
            case '^', '$' -> {
                return new RegexNode.Assertion();
            }
            case '[' -> skipClass();
            case '\\' -> {
                var escaped = regex.charAt(position++);
                if ("bBAzZG".indexOf(escaped) >= 0) {
                    return new RegexNode.Assertion();
                }
                if (Character.isDigit(escaped) || escaped == 'k' || escaped == 'Q') {
                    throw new IllegalArgumentException("it has \\" + escaped + ", which cannot be judged");
                }
                position += switch (escaped) {
                    case 'x', 'p', 'P' ->
                        regex.startsWith("{", position)
                                ? regex.indexOf('}', position) + 1 - position
                                : escaped == 'x' ? 2 : 1;
                    case 'u' -> 4;
                    default -> 0;
                };
            }
            default -> {}
        }
        return new RegexNode.OneOf(members(regex.substring(begin, position)));
    }

    private RegexNode group() {
        var outer = flags;
        var assertion = false;
        if (regex.startsWith("?", position)) {
            position++;
            var begin = position;
            while (":=!<>)".indexOf(regex.charAt(position)) < 0) {
                position++;
            }
            if (regex.substring(begin, position).contains("i")) {
                flags |= Pattern.CASE_INSENSITIVE;
            }
            switch (regex.charAt(position++)) {
                case ')' -> {
                    return new RegexNode.Sequence(List.of()); // only flags, which hold from here on
                }
                case '=', '!' -> assertion = true;
                case '<' -> {
                    assertion = "=!".indexOf(regex.charAt(position)) >= 0;
                    position = assertion ? position + 1 : regex.indexOf('>', position) + 1;
                }
                default -> {}
            }
        }
        var body = choice();
        position++;
        flags = outer;
        return assertion ? new RegexNode.Assertion() : body;
    }

    private void skipClass() {
        var depth = 1;
        if (regex.startsWith("^", position)) {
            position++;
        }
        while (depth > 0) {
            switch (regex.charAt(position++)) {
                case '\\' -> position++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
        }
    }

    private RegexNode repeated(RegexNode body) {
        if (position >= regex.length()) {
            return body;
        }
        int least;
        int most;
        switch (regex.charAt(position)) {
            case '*' -> {
                least = 0;
                most = RegexNode.UNBOUNDED;
            }
            case '+' -> {
                least = 1;
                most = RegexNode.UNBOUNDED;
            }
            case '?' -> {
                least = 0;
                most = 1;
            }
            case '{' -> {
                var end = regex.indexOf('}', position);
                var bounds = regex.substring(position + 1, end).split(",", -1);
                least = Integer.parseInt(bounds[0]);
                most = bounds.length == 1
                        ? least
                        : bounds[1].isEmpty() ? RegexNode.UNBOUNDED : Integer.parseInt(bounds[1]);
                position = end;
            }
            default -> {
                return body;
            }
        }
        position++;
        var possessive = position < regex.length() && regex.charAt(position) == '+';
        if (possessive || (position < regex.length() && regex.charAt(position) == '?')) {
            position++;
        }
        return new RegexNode.Repeat(body, least, most, possessive);
    }

    private BitSet members(String atom) {
        var pattern = Pattern.compile(atom, flags);
        var members = new BitSet();
        for (int c = 0; c < LATIN; c++) {
            members.set(c, pattern.matcher(String.valueOf((char) c)).matches());
        }
        FURTHER.chars()
                .forEach(c ->
                        members.set(c, pattern.matcher(String.valueOf((char) c)).matches()));
        return members;
    }
}
