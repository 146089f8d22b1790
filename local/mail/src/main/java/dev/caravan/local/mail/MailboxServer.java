package dev.caravan.local.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.part.PageGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Shows the mailbox by HTTP: {@code /} for people, {@code /mails} as JSON, the newest first, {@code /mails/<number>} as it came.
 * A mail's HTML is shown without scripts and loads nothing.
 */
final class MailboxServer implements AutoCloseable {
    private static final Pattern MAIL = Pattern.compile("/mails/([1-9]\\d{0,8})(\\.html)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Mailbox mailbox;

    private MailboxServer(HttpServer server, Mailbox mailbox) {
        this.server = server;
        this.mailbox = mailbox;
    }

    static MailboxServer start(int port, Mailbox mailbox) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var page = new MailboxServer(server, mailbox);
        server.createContext("/", page::serve).getFilters().add(PageGuard.filter());
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return page;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var mail = MAIL.matcher(path);
        if (path.equals("/")) {
            respond(exchange, 200, "text/html; charset=utf-8", bytes(MailboxPage.of(mails())));
        } else if (path.equals("/mails")) {
            respond(exchange, 200, "application/json", JSON.writeValueAsBytes(mails()));
        } else if (mail.matches()) {
            show(exchange, Integer.parseInt(mail.group(1)), mail.group(2) != null);
        } else {
            respond(exchange, 404, "text/plain", bytes("There is / and /mails.\n"));
        }
    }

    private void show(HttpExchange exchange, int number, boolean html) throws IOException {
        var mail = mailbox.mail(number);
        if (mail.isEmpty()) {
            respond(exchange, 404, "text/plain", bytes("There is no mail " + number + ".\n"));
        } else if (html) {
            var page = Mail.of(number, mail.get()).html();
            respond(exchange, 200, "text/html; charset=utf-8", bytes(page == null ? "" : page));
        } else {
            respond(exchange, 200, "message/rfc822", mail.get());
        }
    }

    private List<Mail> mails() throws IOException {
        var mails = new ArrayList<Mail>();
        for (var number : mailbox.numbers().reversed()) {
            var content = mailbox.mail(number);
            if (content.isPresent()) {
                mails.add(Mail.of(number, content.get()));
            }
        }
        return mails;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", type);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
