package dev.caravan.local.testing;

import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform's local OIDC issuer, and the tokens that it would give. */
public final class LocalIssuer extends RestartablePart {

    /** A client that may ask for the scope {@code catalog:write} by client credentials. */
    public static final String CLIENT_ID = "feed-lambda";

    /** The secret of {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "feed-lambda-secret";

    /** A client that may ask for the scopes {@code customers:read} and {@code orders:admin}. */
    public static final String SERVICE_CLIENT_ID = "integration-service";

    /** The secret of {@link #SERVICE_CLIENT_ID}. */
    public static final String SERVICE_CLIENT_SECRET = "integration-service-secret";

    private final int port = FreePort.find();
    private final Path keyFile;
    private final TokenSigner signer = TokenSigner.withNewKey();

    private LocalIssuer() {
        super("issuer", "dev.caravan.local.issuer.IssuerPart");
        keyFile = PartProcess.temporaryDirectory("issuer", this::kill).resolve("key.json");
        try {
            Files.writeString(keyFile, signer.jsonWebKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final LocalIssuer INSTANCE = started();
    }

    /** The issuer of this JVM; started on first use. */
    public static LocalIssuer shared() {
        return Shared.INSTANCE;
    }

    /** An issuer of its own, already started, for a test that stops or kills it. */
    public static LocalIssuer started() {
        var issuer = new LocalIssuer();
        issuer.start();
        return issuer;
    }

    /** For {@code ISSUER_URL}; the same after a restart. */
    public String issuerUrl() {
        return "http://localhost:" + port;
    }

    /** The token endpoint, for client credentials. */
    public String tokenUrl() {
        return issuerUrl() + "/token";
    }

    /**
     * A signed token, valid for an hour.
     *
     * @param subject claim {@code sub}
     * @param customerId claim {@code customer_id}, or null for none
     * @param scopes rights, the words of the scope claim
     */
    public String token(String subject, @Nullable String customerId, String... scopes) {
        return signer.sign(issuerUrl(), "caravan", subject, customerId, scopes, Duration.ofHours(1));
    }

    /** As {@link #token}, but it expired a minute ago. */
    public String expiredToken(String subject, String... scopes) {
        return signer.sign(issuerUrl(), "caravan", subject, null, scopes, Duration.ofMinutes(-1));
    }

    /** As {@link #token}, but meant for another audience. */
    public String tokenForAudience(String audience, String subject, String... scopes) {
        return signer.sign(issuerUrl(), audience, subject, null, scopes, Duration.ofHours(1));
    }

    /** As {@link #token}, but signed with a key that the issuer does not know. */
    public String forgedToken(String subject, String... scopes) {
        return TokenSigner.withNewKey().sign(issuerUrl(), "caravan", subject, null, scopes, Duration.ofHours(1));
    }

    @Override
    Map<String, String> variables() {
        return Map.of(
                "ISSUER_PORT",
                String.valueOf(port),
                "ISSUER_URL",
                issuerUrl(),
                "ISSUER_KEY_FILE",
                keyFile.toString(),
                "OIDC_CLIENT_ID",
                CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                CLIENT_SECRET,
                "OIDC_CLIENT_SECRET_INTEGRATION",
                SERVICE_CLIENT_SECRET);
    }
}
