package dev.caravan.local.cli.analytics;

import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.cli.terminal.Table;
import dev.caravan.local.cli.token.Tokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows window results. */
@Command(
        name = "analytics",
        mixinStandardHelpOptions = true,
        description = "Show the newest windows of a product: how many different users.")
public final class AnalyticsCommand implements Runnable {

    @Parameters(paramLabel = "PRODUCT_ID", description = "The product.")
    private String product = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many windows (default: ${DEFAULT-VALUE}).")
    private int limit = 10;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        var token = new Tokens(platform).token("caravan-cli", "analytics:read");
        try (var gateway = new Gateway(platform.ports().url(Ports.Name.GATEWAY))) {
            var path = "/analytics/"
                    + URLEncoder.encode(product, StandardCharsets.UTF_8).replace("+", "%20");
            var answer = gateway.get(path + "?limit=" + limit).as(token).send();
            if (answer.status() != 200) {
                throw new Failure("The gateway answered with status " + answer.status() + ": " + answer.body());
            }
            System.out.print(json ? answer.body() + "\n" : table(answer));
        }
    }

    private String table(Gateway.Answer answer) {
        var windows = answer.json().path("data");
        if (windows.isEmpty()) {
            return "No closed window of product " + product + ". " + progress(answer);
        }
        var table = new Table("WINDOW", "TO", "USERS", "FINAL");
        for (var window : windows) {
            table.row(
                    window.path("window_start").asText(),
                    window.path("window_end").asText(),
                    window.path("unique_user_count").asText(),
                    window.path("final").asBoolean() ? "yes" : "not yet");
        }
        return table + progress(answer);
    }

    private static String progress(Gateway.Answer answer) {
        var asOf = answer.json().path("as_of");
        return asOf.isTextual()
                ? "Final up to " + asOf.asText() + ", as far as the window job has got.\n"
                : "The window job has not called any window final yet.\n";
    }
}
