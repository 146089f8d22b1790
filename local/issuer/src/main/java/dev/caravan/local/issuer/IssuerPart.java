package dev.caravan.local.issuer;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;

/**
 * The issuer as a process.
 *
 * <p>Settings: {@code ISSUER_PORT}, {@code ISSUER_URL} (default {@code http://localhost:<port>}), {@code
 * ISSUER_KEY_FILE}, {@code OIDC_CLIENT_ID} and {@code OIDC_CLIENT_SECRET} (of the feed Lambda, which may write the
 * catalog), {@code OIDC_CLIENT_SECRET_INTEGRATION} (of the client {@code integration-service}, which may read customers and ship
 * orders; without it there is no such client).
 */
public final class IssuerPart {
    private static final String INTEGRATION_CLIENT = "integration-service";

    private IssuerPart() {}

    /** Runs the issuer until the process is told to end. */
    public static void main(String[] args) {
        Part.run("issuer", IssuerPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException {
        var port = settings.port("ISSUER_PORT");
        var url = settings.optional("ISSUER_URL", "http://localhost:" + port);
        var key = SigningKey.keptIn(settings.directory("ISSUER_KEY_FILE"));
        var server = IssuerServer.start(port, new TokenMint(url, key, Clock.systemUTC()), clients(settings));
        return new Part.Running(url, server);
    }

    private static Clients clients(Settings settings) {
        var clients = new HashMap<String, Clients.Client>();
        clients.put(
                settings.required("OIDC_CLIENT_ID"),
                new Clients.Client(settings.required("OIDC_CLIENT_SECRET"), List.of("catalog:write")));
        var secret = settings.optional("OIDC_CLIENT_SECRET_INTEGRATION", "");
        if (!secret.isEmpty()) {
            clients.put(INTEGRATION_CLIENT, new Clients.Client(secret, List.of("customers:read", "orders:admin")));
        }
        return new Clients(clients);
    }
}
