package dev.caravan.starter.observability.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.JsonWriterStructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * One JSON object a record, on one line, stack trace and all, under the names that Google Cloud Logging knows:
 * {@code time}, {@code severity}, {@code message}, {@code service}, {@code logger}, {@code trace_id}, {@code span_id},
 * {@code route_id}, {@code stack_trace}. What looks like a token, a password in a URL or an email address is blotted out:
 * the platform logs none, but a library's exception may quote what it was given.
 */
public final class JsonLogFormat extends JsonWriterStructuredLogFormatter<ILoggingEvent> {
    private static final Pattern TOKEN = Pattern.compile(
            "(?i:bearer\\s{1,9})[A-Za-z0-9._~+/=-]{8,}|\\beyJ[A-Za-z0-9_-]{5,4000}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)?");
    private static final Pattern PASSWORD = Pattern.compile(
            "(?i)((?:password|passwd|secret|api[_-]?key)[\"']?\\s{0,9}[=:]\\s{0,9}[\"']?)[^\\s,;&\"'}]+");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");

    /** The format of a service's log; Spring Boot makes it by {@code logging.structured.format.console}. */
    public JsonLogFormat(Environment environment, ThrowableProxyConverter stackTraces) {
        super(members -> describe(members, environment, stackTraces), null);
    }

    private static void describe(
            JsonWriter.Members<ILoggingEvent> members, Environment environment, ThrowableProxyConverter stackTraces) {
        members.add("time", event -> event.getInstant().toString());
        members.add("severity", event -> severity(event.getLevel()));
        members.add("message", event -> clean(event.getFormattedMessage()));
        members.add("service", environment.getProperty("spring.application.name", "unknown"));
        members.add("logger", ILoggingEvent::getLoggerName);
        members.add("thread", ILoggingEvent::getThreadName).whenHasLength();
        for (var name : new String[] {"trace_id", "span_id", "route_id"}) {
            members.add(name, (ILoggingEvent event) -> event.getMDCPropertyMap().get(name))
                    .whenHasLength();
        }
        members.add("stack_trace", event -> event)
                .whenNot(event -> event.getThrowableProxy() == null)
                .as(event -> clean(stackTraces.convert(event)));
    }

    private static String severity(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "ERROR";
            case Level.WARN_INT -> "WARNING";
            case Level.INFO_INT -> "INFO";
            default -> "DEBUG";
        };
    }

    /** The text without what must not be in a log. */
    static String clean(String text) {
        var clean = TOKEN.matcher(text).replaceAll("[token]");
        clean = PASSWORD.matcher(clean).replaceAll("$1[secret]");
        return clean.indexOf('@') < 0 ? clean : EMAIL.matcher(clean).replaceAll("[email]");
    }
}
