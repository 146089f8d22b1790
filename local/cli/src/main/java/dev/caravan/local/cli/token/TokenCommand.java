package dev.caravan.local.cli.token;

import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a token of the local issuer. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Print a signed token of the local issuer.",
        footer = {
            "",
            "Scopes: catalog:write customers:admin customers:read orders:admin analytics:read webhooks:admin.",
            "A token without scopes is a customer: it owns the customer record that it creates, and its orders."
        })
public final class TokenCommand implements Runnable {

    @Option(names = "--subject", paramLabel = "S", description = "Who it is for (default: ${DEFAULT-VALUE}).")
    private String subject = "me";

    @Option(names = "--scope", paramLabel = "\"A B\"", description = "Its scopes, separated by spaces.")
    private String scope = "";

    @Option(names = "--customer", paramLabel = "ID", description = "The customer that it stands for.")
    private @Nullable String customer;

    @Option(names = "--ttl", paramLabel = "1h", description = "How long it is valid: 90s, 30m, 1h (default), 1d.")
    private String ttl = "1h";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        var platform = new Supervisor(Installation.current(), Progress.standard()).platform();
        var scopes = scope.isBlank() ? List.<String>of() : List.of(scope.strip().split("[ ,]+", -1));
        Duration lifetime = Lifetime.parse(ttl);
        var token = new Tokens(platform).token(subject, customer, scopes, lifetime);
        System.out.println(
                json
                        ? Json.write(Map.of(
                                "access_token", token, "token_type", "Bearer", "expires_in", lifetime.toSeconds()))
                        : token);
    }
}
