package dev.caravan.local.cli.token;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.issuer.SigningKey;
import dev.caravan.local.issuer.TokenMint;
import dev.caravan.local.issuer.TokenRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of the local issuer, signed with its key on disk. */
public final class Tokens {

    private static final String CLIENT_ID = "caravan-command";

    private final TokenMint mint;

    /** The tokens of a platform. */
    public Tokens(Platform platform) {
        var file = platform.installation().issuerKey();
        try {
            mint = new TokenMint(platform.ports().url(Ports.Name.ISSUER), SigningKey.keptIn(file), Clock.systemUTC());
        } catch (IOException e) {
            throw new Failure("The issuer's key cannot be read: " + e.getMessage(), e);
        }
    }

    /** A token. */
    public String token(String subject, @Nullable String customer, List<String> scopes, Duration lifetime) {
        return mint.mint(new TokenRequest(subject, CLIENT_ID, customer, scopes, lifetime));
    }

    /** A token for an hour. */
    public String token(String subject, String... scopes) {
        return token(subject, null, List.of(scopes), Duration.ofHours(1));
    }
}
