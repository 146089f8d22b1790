package dev.caravan.local.cli.terminal;

import dev.caravan.text.Characters;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Output to a terminal, of text that may come from anybody: cells of a feed, keys of events, lines of logs. What a terminal
 * would obey, or what would turn the direction of the line around, is shown by its number, as JSON does. Line ends and tabs
 * pass, and so do bytes that are written as bytes.
 */
public final class PlainOutput extends PrintStream {

    private PlainOutput(PrintStream out) {
        super(out, true, out.charset());
    }

    /** Lets nothing through to the standard output and error of this process but plain text. */
    public static void install() {
        System.setOut(new PlainOutput(System.out));
        System.setErr(new PlainOutput(System.err));
    }

    /** The text with every character spelled out that a terminal would obey. */
    static String plain(String text) {
        if (text.codePoints().noneMatch(PlainOutput::isObeyed)) {
            return text;
        }
        var plain = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            if (isObeyed(codePoint)) {
                plain.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
            } else {
                plain.appendCodePoint(codePoint);
            }
        });
        return plain.toString();
    }

    @Override
    public void print(String text) {
        super.print(plain(String.valueOf(text)));
    }

    @Override
    public void print(Object object) {
        print(String.valueOf(object));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char c) {
        print(String.valueOf(c));
    }

    private static boolean isObeyed(int codePoint) {
        return codePoint != '\n'
                && codePoint != '\t'
                && (Character.isISOControl(codePoint) || Characters.turnsDirection(codePoint));
    }
}
