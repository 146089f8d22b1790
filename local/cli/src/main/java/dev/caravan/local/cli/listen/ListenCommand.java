package dev.caravan.local.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.cli.token.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows events as a webhook gets them. */
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        description = "Receive the shop's events as a webhook does, and print one line for each.",
        footer = {
            "",
            "Creates a webhook that leads to this machine, checks each signature, and deletes the webhook when it ends"
                    + " (Ctrl-C)."
        })
public final class ListenCommand implements Runnable {
    private static final String DESCRIPTION = "./caravan listen";
    private static final String OWNER = "caravan-listen";

    @Option(
            names = "--events",
            paramLabel = "TYPE",
            split = ",",
            description = "Which events, such as order.placed,order.cancelled (default: all).")
    private @Nullable List<String> events;

    @Option(
            names = "--forward",
            paramLabel = "URL",
            description = "Hand each request on to this URL; its status is what the platform sees.")
    private @Nullable URI forward;

    @Option(names = "--json", description = "Print each event as it came, one JSON object a line.")
    private boolean json;

    @Override
    public void run() {
        var types = events == null ? EventTypes.all(Installation.current().root()) : events;
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        var token = new Tokens(platform).token(OWNER, "webhooks:admin");
        try (var gateway = new Gateway(platform.ports().url(Ports.Name.GATEWAY));
                var receiver = new WebhookReceiver(this::print, forward)) {
            var created = gateway.post(
                            "/webhooks",
                            Map.of("url", receiver.url(), "event_types", types, "description", DESCRIPTION))
                    .as(token)
                    .send();
            if (created.status() != 201) {
                throw new Failure("The gateway answered with status " + created.status() + ": " + created.body());
            }
            receiver.expect(created.json().path("secret").asText());
            var path = "/webhooks/" + created.json().path("id").asText();
            var ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                gateway.delete(path).as(token).with("If-Match", "*").send();
                ended.countDown();
            }));
            System.err.println("Listening at " + receiver.url() + " (" + path + "). Ctrl-C ends it.");
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String body, JsonNode event, String outcome) {
        System.out.println(
                json
                        ? body
                        : "%s  %-18s %-10s %s"
                                .formatted(
                                        event.path("occurred_at").asText(),
                                        event.path("type").asText(),
                                        event.at("/data/id").asText(),
                                        outcome));
    }
}
