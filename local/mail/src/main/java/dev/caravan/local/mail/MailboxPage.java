package dev.caravan.local.mail;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The mailbox as a page: one line a mail, which opens. */
final class MailboxPage {

    private MailboxPage() {}

    static String of(List<Mail> mails) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Mailbox</title>
                <style>
                  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222 }
                  summary { cursor: pointer; padding: .4rem 0; border-top: 1px solid #ddd }
                  small { color: #555 }
                  iframe { width: 100%%; height: 24rem; border: 1px solid #ddd }
                  pre { white-space: pre-wrap }
                </style>
                <h1>Mailbox</h1>
                <p>%s</p>
                %s
                """.formatted(
                        mails.isEmpty() ? "No mail has come yet." : "The newest first. Reload for more.",
                        mails.stream().map(MailboxPage::entry).collect(Collectors.joining("\n")));
    }

    private static String entry(Mail mail) {
        var content = mail.html() == null
                ? "<pre>" + escaped(mail.text()) + "</pre>"
                : "<iframe loading=\"lazy\" title=\"the mail\" src=\"/mails/" + mail.number() + ".html\"></iframe>";
        return """
                <details>
                  <summary><b>%s</b> <small>to %s, %s</small></summary>
                  <p><a href="/mails/%d">as it came</a></p>
                  %s
                </details>""".formatted(escaped(mail.subject()), escaped(mail.to()), escaped(mail.date()), mail.number(), content);
    }

    private static String escaped(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }
}
