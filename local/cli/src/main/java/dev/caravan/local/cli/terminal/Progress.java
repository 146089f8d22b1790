package dev.caravan.local.cli.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress on standard error: a bar that stays on one line of a terminal, plain lines in a pipe.
 *
 * @param out where it goes
 * @param terminal whether that is a terminal
 */
public record Progress(PrintStream out, boolean terminal) {

    private static final int BAR = 24;

    /** Back to the begin of the line, and nothing in it. */
    private static final byte[] CLEARED = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

    /** Progress of this process. */
    public static Progress standard() {
        return new Progress(System.err, Boolean.getBoolean("caravan.terminal"));
    }

    /** A line that stays. */
    public void line(String text) {
        synchronized (out) {
            clear();
            out.println(text);
            out.flush();
        }
    }

    /** How far something is; only a terminal shows it. */
    public void bar(int done, int all, String what) {
        if (!terminal) {
            return;
        }
        synchronized (out) {
            clear();
            var filled = all == 0 ? 0 : BAR * done / all;
            var text = "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + done + "/" + all + " " + what;
            out.print(text.length() > 78 ? text.substring(0, 75) + "..." : text);
            out.flush();
        }
    }

    /** Takes the bar away. */
    public void clear() {
        if (terminal) {
            out.writeBytes(CLEARED);
            out.flush();
        }
    }

    /** A duration for people, such as {@code 3.2 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
