package dev.caravan.starter.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An issuer, played by a test: it changes its keys, is away, and counts how often it is asked for them. */
final class PlayedIssuer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private final RSAKey foreign = newKey();
    private volatile RSAKey key = newKey();
    private volatile @Nullable String nonsense;

    PlayedIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> respond(exchange, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}"));
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            respond(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How often somebody asked for the keys. */
    int fetches() {
        return fetches.get();
    }

    /** From now on there is another key, and no longer the one before. */
    void changeKey() {
        key = newKey();
    }

    /** From now on this is said to whatever is asked; null for what is right. */
    void say(@Nullable String text) {
        nonsense = text;
    }

    /** A token of this issuer, as it should be but for what a test changes. */
    String token(@Nullable JOSEObjectType type, Consumer<JWTClaimsSet.Builder> change) {
        return sign(key, type, change);
    }

    /** A token of a key that the issuer never had, and of another one each time, by what it says. */
    String forged() {
        return sign(
                new RSAKey.Builder(foreign).keyID(UUID.randomUUID().toString()).build(),
                new JOSEObjectType("at+jwt"),
                claims -> {});
    }

    private String sign(RSAKey signer, @Nullable JOSEObjectType type, Consumer<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("alice")
                .audience("caravan")
                .claim("client_id", "storefront")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .jwtID(UUID.randomUUID().toString());
        change.accept(claims);
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(type)
                        .keyID(signer.getKeyID())
                        .build(),
                claims.build());
        try {
            token.sign(new RSASSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private void respond(HttpExchange exchange, String right) throws IOException {
        var said = nonsense;
        var bytes = (said == null ? right : said).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
