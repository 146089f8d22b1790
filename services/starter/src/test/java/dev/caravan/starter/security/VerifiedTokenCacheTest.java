package dev.caravan.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.shared.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

final class VerifiedTokenCacheTest {
    private final AtomicInteger decoded = new AtomicInteger();
    private final AtomicInteger withdrawals = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private Instant expiresAt = Instant.now().plus(Duration.ofHours(1));
    private final VerifiedTokenCache tokens = new VerifiedTokenCache(
            new JwtVerifier(token -> {
                decoded.incrementAndGet();
                if (token.startsWith("bad")) {
                    throw new BadJwtException("no");
                }
                return Jwt.withTokenValue(token)
                        .header("alg", "RS256")
                        .subject("alice")
                        .expiresAt(expiresAt)
                        .build();
            }),
            Duration.ofSeconds(30),
            withdrawals::get,
            nanos::get);

    @Test
    void verifiesOnceInAShortWhile() {
        for (var i = 0; i < 10; i++) {
            assertThat(tokens.verify("a").subject()).isEqualTo("alice");
        }
        assertThat(decoded).hasValue(1);
        pass(Duration.ofSeconds(31));
        tokens.verify("a");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void verifiesAgainWhenTheTokenExpires() {
        expiresAt = Instant.now().plusSeconds(5);
        tokens.verify("a");
        pass(Duration.ofSeconds(6));
        tokens.verify("a");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void keepsNothingThatHasExpired() {
        expiresAt = Instant.now().minusSeconds(1);
        tokens.verify("a");
        tokens.verify("a");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void keepsNothingThatIsNotValid() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.verify("bad")).isInstanceOf(ProblemException.class);
        }
        assertThat(decoded).hasValue(3);
    }

    @Test
    void verifiesAgainWhenTheIssuerWithdrawsAKey() {
        tokens.verify("a");
        assertThat(tokens.known("a")).isNotNull();
        withdrawals.incrementAndGet();
        assertThat(tokens.known("a")).isNull();
        tokens.verify("a");
        assertThat(decoded).hasValue(2);
        assertThat(tokens.known("a")).isNotNull();
    }

    @Test
    void tellsTokensApart() {
        tokens.verify("a");
        tokens.verify("b");
        assertThat(decoded).hasValue(2);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
