package dev.caravan.feed.csv;

import dev.caravan.feed.upload.Excerpt;
import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import java.io.IOException;
import java.io.Reader;
import java.util.EnumMap;

/** What stands between the cells of a feed. */
public enum Delimiter {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t'),
    PIPE('|');

    /** How far the header line is searched, in characters; a reader must be able to step back that far. */
    public static final int LOOKAHEAD = 64 * 1024;

    private final char character;

    Delimiter(char character) {
        this.character = character;
    }

    /** The sign that stands between two cells. */
    public char character() {
        return character;
    }

    /**
     * The delimiter that a first line like {@code sep=;} names.
     *
     * @throws RefusedFeedException if it is none of ours
     */
    static Delimiter named(String name) {
        for (var delimiter : values()) {
            if (name.indexOf(delimiter.character) == 0) {
                return delimiter;
            }
        }
        throw new RefusedFeedException(
                RefusalCode.NOT_CSV,
                "The first line says that \"" + Excerpt.briefly(name) + "\" stands between the cells. Use a comma, a"
                        + " semicolon, a tab or |.",
                1L,
                null);
    }

    /**
     * Finds the delimiter that is most frequent in the first line that is not blank, outside of quotes; a comma if there
     * is none. The reader stands where it stood before.
     */
    static Delimiter detect(Reader reader) throws IOException {
        var counts = new EnumMap<Delimiter, Integer>(Delimiter.class);
        var quoted = false;
        var blank = true;
        reader.mark(LOOKAHEAD);
        for (int i = 0; i < LOOKAHEAD; i++) {
            var c = reader.read();
            if (c < 0 || (!quoted && !blank && (c == '\n' || c == '\r'))) {
                break;
            }
            quoted ^= c == '"';
            blank &= Character.isWhitespace(c);
            for (var delimiter : values()) {
                if (!quoted && c == delimiter.character) {
                    counts.merge(delimiter, 1, Integer::sum);
                }
            }
        }
        reader.reset();
        var best = COMMA;
        for (var delimiter : values()) {
            if (counts.getOrDefault(delimiter, 0) > counts.getOrDefault(best, 0)) {
                best = delimiter;
            }
        }
        return best;
    }
}
