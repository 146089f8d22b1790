package dev.caravan.local.issuer;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The issuer as a process.
 *
 * <p>Settings: {@code ISSUER_PORT}, {@code ISSUER_URL} (default {@code http://localhost:<port>}), {@code
 * ISSUER_KEY_FILE}, {@code OIDC_CLIENT_ID} and {@code OIDC_CLIENT_SECRET} (of the feed Lambda, which may write the
 * catalog).
 */
public final class IssuerPart {

    private IssuerPart() {}

    /** Runs the issuer until the process is told to end. */
    public static void main(String[] args) {
        Part.run("issuer", IssuerPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException {
        var port = settings.port("ISSUER_PORT");
        var url = settings.optional("ISSUER_URL", "http://localhost:" + port);
        var key = SigningKey.keptIn(settings.directory("ISSUER_KEY_FILE"));
        var client = new Clients.Client(settings.required("OIDC_CLIENT_SECRET"), List.of("catalog:write"));
        var clients = new Clients(Map.of(settings.required("OIDC_CLIENT_ID"), client));
        var server = IssuerServer.start(port, new TokenMint(url, key, Clock.systemUTC()), clients);
        return new Part.Running(url, server);
    }
}
