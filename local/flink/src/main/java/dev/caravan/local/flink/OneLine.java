package dev.caravan.local.flink;

import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Writes each log record on one line, an error as the chain of its messages. */
public final class OneLine extends Formatter {

    private static final int CAUSES_SHOWN = 6;

    @Override
    public String format(LogRecord entry) {
        String logger = entry.getLoggerName() == null ? "" : entry.getLoggerName();
        var line = new StringBuilder(200)
                .append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(entry.getLevel())
                .append(' ')
                .append(logger.substring(logger.lastIndexOf('.') + 1))
                .append(' ')
                .append(formatMessage(entry));
        @Nullable Throwable error = entry.getThrown();
        for (int shown = 0; error != null && shown < CAUSES_SHOWN; shown++) {
            line.append(shown == 0 ? " | " : " <- ").append(error);
            error = error.getCause();
        }
        return line.toString().replace("\r", "").replace("\n", " | ") + System.lineSeparator();
    }
}
