package dev.caravan.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Which tokens are taken, and how often the issuer is asked for its keys. */
final class IssuerJwtDecoderTest {
    private static final @Nullable JOSEObjectType NO_TYPE = null;
    private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");

    private final PlayedIssuer issuer = new PlayedIssuer();
    private final AtomicInteger withdrawals = new AtomicInteger();
    private final JwtDecoder decoder = decoder("at+jwt");

    IssuerJwtDecoderTest() throws IOException {}

    @AfterEach
    void closeIssuer() {
        issuer.close();
    }

    static Stream<Arguments> tokens() {
        var hour = Duration.ofHours(1);
        return Stream.of(
                token(true, "as RFC 9068 says", ACCESS, claims -> {}),
                token(true, "with the long name of the type", new JOSEObjectType("application/AT+JWT"), claims -> {}),
                token(
                        true,
                        "of Cognito",
                        NO_TYPE,
                        claims -> claims.audience((String) null)
                                .claim("client_id", "caravan")
                                .claim("token_use", "access")),
                token(true, "almost too old", ACCESS, claims -> claims.issueTime(ago(Duration.ofHours(23)))),
                token(false, "Cognito's ID token", NO_TYPE, claims -> claims.claim("token_use", "id")),
                token(false, "an ID token that looks right", ACCESS, claims -> claims.claim("token_use", "id")),
                token(false, "of a use that is no text", ACCESS, claims -> claims.claim("token_use", 1)),
                token(false, "of no type", NO_TYPE, claims -> {}),
                token(false, "of the type of every JWT", JOSEObjectType.JWT, claims -> {}),
                token(false, "a logout token", new JOSEObjectType("logout+jwt"), claims -> {}),
                token(false, "a proof of possession", new JOSEObjectType("dpop+jwt"), claims -> {}),
                token(false, "without a client", ACCESS, claims -> claims.claim("client_id", null)),
                token(false, "without an id", ACCESS, claims -> claims.jwtID(null)),
                token(false, "without an end", ACCESS, claims -> claims.expirationTime(null)),
                token(false, "that has ended", ACCESS, claims -> claims.expirationTime(ago(hour))),
                token(false, "without a beginning", ACCESS, claims -> claims.issueTime(null)),
                token(
                        false,
                        "too old, though it has not ended",
                        ACCESS,
                        claims -> claims.issueTime(ago(Duration.ofHours(25)))),
                token(false, "made in the future", ACCESS, claims -> claims.issueTime(ago(hour.negated()))),
                token(false, "for later", ACCESS, claims -> claims.notBeforeTime(ago(hour.negated()))),
                token(false, "of another issuer", ACCESS, claims -> claims.issuer("https://issuer.example")),
                token(false, "for somebody else", ACCESS, claims -> claims.audience("other")),
                token(false, "for nobody", ACCESS, claims -> claims.audience((String) null)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("tokens")
    void takesAccessTokensOnly(
            boolean taken, String what, @Nullable JOSEObjectType type, Consumer<JWTClaimsSet.Builder> change) {
        var token = issuer.token(type, change);
        if (taken) {
            assertThat(decoder.decode(token).getSubject()).isEqualTo("alice");
        } else {
            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void takesPlainJwtsWhereTheOperatorSaysSoButNoIdTokens() {
        var lenient = decoder("at+jwt, JWT");
        assertThat(lenient.decode(issuer.token(JOSEObjectType.JWT, claims -> {}))
                        .getSubject())
                .isEqualTo("alice");
        for (var mark : new String[] {"nonce", "at_hash", "c_hash"}) {
            var identity = issuer.token(JOSEObjectType.JWT, claims -> claims.claim(mark, "x"));
            assertThatThrownBy(() -> lenient.decode(identity)).as(mark).isInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void unknownKeysMakeItAskForThemAFewTimesAndNoMore() {
        decoder.decode(issuer.token(ACCESS, claims -> {}));
        assertThat(issuer.fetches()).isEqualTo(1);
        var begun = System.nanoTime();
        for (var i = 0; i < 200; i++) {
            var forged = issuer.forged();
            assertThatThrownBy(() -> decoder.decode(forged)).isInstanceOf(BadJwtException.class);
        }
        var pauses = Duration.ofNanos(System.nanoTime() - begun).toSeconds() / 20;
        assertThat(issuer.fetches()).isBetween(2, 3 + 2 * (int) pauses);
        decoder.decode(issuer.token(ACCESS, claims -> {}));
    }

    @Test
    void newKeyIsFoundAtOnceAndTheWithdrawalOfTheOldOneIsTold() {
        var old = issuer.token(ACCESS, claims -> {});
        decoder.decode(old);
        assertThat(withdrawals).hasValue(0);
        issuer.changeKey();
        decoder.decode(issuer.token(ACCESS, claims -> {}));
        assertThat(withdrawals).hasValue(1);
        assertThatThrownBy(() -> decoder.decode(old)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void keysOfBeforeAreUsedWhileTheIssuerIsAway() {
        decoder.decode(issuer.token(ACCESS, claims -> {}));
        issuer.close();
        decoder.decode(issuer.token(ACCESS, claims -> {}));
        var forged = issuer.forged();
        assertThatThrownBy(() -> decoder.decode(forged)).isInstanceOf(BadJwtException.class);
        decoder.decode(issuer.token(ACCESS, claims -> {}));
    }

    @Test
    void nonsenseOfTheIssuerIsAnOutageAndTakesNoKeyAway() {
        for (var nonsense : new String[] {
            "<html>", "{}", "{\"keys\":[]}", "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"x\"}", ""
        }) {
            issuer.say(null);
            var fresh = decoder("at+jwt");
            issuer.say(nonsense);
            assertThatThrownBy(() -> fresh.decode(issuer.token(ACCESS, claims -> {})))
                    .as("\"%s\", and no keys yet", nonsense)
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
            issuer.say(null);
            fresh.decode(issuer.token(ACCESS, claims -> {}));
            issuer.say(nonsense);
            var forged = issuer.forged();
            assertThatThrownBy(() -> fresh.decode(forged)).isInstanceOf(BadJwtException.class);
            fresh.decode(issuer.token(ACCESS, claims -> {}));
        }
    }

    private JwtDecoder decoder(String types) {
        return IssuerJwtDecoder.of(
                issuer.url(),
                "caravan",
                new AccessTokenRule(types, Duration.ofHours(24), InstantSource.system()),
                withdrawals);
    }

    private static Date ago(Duration duration) {
        return Date.from(Instant.now().minus(duration));
    }

    private static Arguments token(
            boolean taken, String what, @Nullable JOSEObjectType type, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.of(taken, what, type, change);
    }
}
