package dev.caravan.integration.mail;

import dev.caravan.shared.statement.StatementRow;
import java.net.URI;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The mail to a webhook's contact: from the row of its notice, to what came of sending it. */
final class SwitchedOffMail {
    private static final String RESULT = "result";
    private static final String FAILURE = "failure";
    private static final int LONGEST_FAILURE = 300;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH);
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\p{Z}]+");

    private SwitchedOffMail() {}

    /** The row of {@code claim-webhook-notice.sql} in the body becomes the mail. */
    static void write(Exchange exchange) {
        var row = StatementRow.in(exchange);
        var webhook = row.required("webhook_id");
        exchange.setVariable("notice_id", row.required("id"));
        exchange.setVariable("webhook_id", webhook);
        new Mail(
                        "switched-off",
                        model(row),
                        row.required("contact_email").toString(),
                        "Your webhook " + webhook + " is switched off",
                        row.required("id").toString())
                .write(exchange);
    }

    /** Of the URL only its host: the rest may hold a secret. */
    private static Map<String, Object> model(StatementRow row) {
        var model = new HashMap<String, Object>();
        model.put("webhook", row.required("webhook_id").toString());
        model.put("host", URI.create(row.required("url").toString()).getHost());
        model.put("at", time(row.required("switched_off_at")));
        model.put("gone", "gone".equals(row.columns().get("switched_off_because")));
        putIfThere(model, "since", time(row.columns().get("failing_since")));
        putIfThere(model, "description", oneLine(row.columns().get("description")));
        return model;
    }

    private static void putIfThere(Map<String, Object> model, String name, @Nullable String value) {
        if (value != null) {
            model.put(name, value);
        }
    }

    private static @Nullable String time(@Nullable Object column) {
        return column instanceof Timestamp time
                ? time.toInstant().atOffset(ZoneOffset.UTC).format(TIME)
                : null;
    }

    private static @Nullable String oneLine(@Nullable Object text) {
        return text == null
                ? null
                : BLANKS.matcher(text.toString()).replaceAll(" ").strip();
    }

    /** The mail server has taken it. */
    static void sent(Exchange exchange) {
        exchange.setVariable(RESULT, "sent");
        exchange.setVariable(FAILURE, null);
    }

    /** The server takes no mails now. */
    static void away(Exchange exchange) {
        var caught = caught(exchange);
        exchange.setVariable(RESULT, "away");
        // it would not take the next one either
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
        exchange.setVariable(
                FAILURE, beginning(String.valueOf(caught.getCause() == null ? caught : caught.getCause())));
    }

    /** The server does not take this mail, or there is no such mail. */
    static void refused(Exchange exchange) {
        var caught = caught(exchange);
        exchange.setVariable(RESULT, "refused");
        // what is not the server's own refusal may quote the address
        exchange.setVariable(
                FAILURE,
                caught instanceof UndeliverableMailException refusal
                        ? beginning(String.valueOf(refusal.getMessage()))
                        : caught.getClass().getSimpleName());
    }

    private static Exception caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    private static String beginning(String failure) {
        return failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE));
    }
}
