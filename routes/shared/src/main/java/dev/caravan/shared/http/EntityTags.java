package dev.caravan.shared.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110, section 13.1): {@code *}, or entity tags separated by
 * commas, of which each may hold commas itself. The tag of a compressed representation means the version that was compressed.
 *
 * @param any whether it is {@code *}
 * @param tags the tags of versions, weak ones with their {@code W/}
 */
public record EntityTags(boolean any, List<String> tags) {
    private static final Pattern TAG = Pattern.compile("[ \t]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \t]*(,|$)");
    private static final Pattern EMPTY_ELEMENT = Pattern.compile("[ \t]*,");
    private static final String WEAK = "W/";

    /** What a tag ends with when the representation is compressed: {@code "3-gzip"} is version {@code "3"}, compressed. */
    public static final String COMPRESSED = "-gzip\"";

    /** A value that is no list of entity tags. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private MalformedException() {
            super("must be * or entity tags in double quotes, separated by commas", null, false, false);
        }
    }

    /**
     * Reads a header. Empty elements of the list have no meaning (RFC 9110, section 5.6.1).
     *
     * @param header every line of the header, joined by commas
     */
    public static EntityTags parse(String header) throws MalformedException {
        if (header.strip().equals("*")) {
            return new EntityTags(true, List.of());
        }
        var tags = new ArrayList<String>();
        var tag = TAG.matcher(header);
        var empty = EMPTY_ELEMENT.matcher(header);
        var place = 0;
        while (place < header.length()) {
            if (tag.region(place, header.length()).lookingAt()) {
                tags.add(version(tag.group(1)));
                place = tag.end();
            } else if (empty.region(place, header.length()).lookingAt()) {
                place = empty.end();
            } else if (header.substring(place).isBlank()) {
                break;
            } else {
                throw new MalformedException();
            }
        }
        if (tags.isEmpty()) {
            throw new MalformedException();
        }
        return new EntityTags(false, List.copyOf(tags));
    }

    /** The tags that can be compared strongly, as {@code If-Match} asks for: those that are not weak. */
    public List<String> strong() {
        return tags.stream().filter(tag -> !tag.startsWith(WEAK)).toList();
    }

    /** Whether a representation with this tag is among them, by weak comparison, as {@code If-None-Match} asks for. */
    public boolean weaklyMatch(String etag) {
        return any || tags.stream().anyMatch(tag -> opaque(tag).equals(opaque(etag)));
    }

    private static String version(String tag) {
        return tag.endsWith(COMPRESSED) ? tag.substring(0, tag.length() - COMPRESSED.length()) + '"' : tag;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
