package dev.caravan.starter.http.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Gives each caller so many requests in so much time: a bucket that is full at first and fills up evenly. Responses say
 * what is left (draft-ietf-httpapi-ratelimit-headers). Callers that were not seen for a while are forgotten: their
 * buckets are full.
 */
final class RateLimiter {
    private static final int MAX_CALLERS = 100_000;
    private static final long NANOS = 1_000_000_000L;

    private final long requests;
    private final Duration window;
    private final String policies;
    private final Cache<String, Bucket> buckets;

    /** Whom a bucket belongs to. */
    enum Kind {
        /** The subject of a token. */
        SUBJECT("subject"),
        /** An address that requests come from. */
        ADDRESS("address");

        private final String policy;

        Kind(String policy) {
            this.policy = policy;
        }
    }

    /**
     * @param requests how many requests a caller has
     * @param window in which time they come back
     */
    RateLimiter(long requests, Duration window) {
        this.requests = requests;
        this.window = window;
        this.policies = ";q=" + requests + ";w=" + window.toSeconds();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(window)
                .build();
    }

    /**
     * Takes one request off a caller's account, and tells the caller how it stands.
     *
     * @param headers takes the headers of the response
     * @throws ProblemException 429 when nothing is left
     */
    void take(Kind kind, String caller, BiConsumer<String, String> headers) {
        var probe = buckets.get(kind.policy + " " + caller, this::bucket).tryConsumeAndReturnRemaining(1);
        headers.accept("RateLimit-Policy", "\"" + kind.policy + "\"" + policies);
        headers.accept("RateLimit", standing(kind, probe));
        if (!probe.isConsumed()) {
            var seconds = Math.max(1, seconds(probe.getNanosToWaitForRefill()));
            throw new ProblemException(Problem.of(
                            429,
                            "rate_limited",
                            "Too many requests: " + requests + " in " + window.toSeconds()
                                    + " seconds are what one caller has.")
                    .withHeader("Retry-After", Long.toString(seconds)));
        }
    }

    /** Puts a request back on a caller's account. */
    void giveBack(Kind kind, String caller) {
        var bucket = buckets.getIfPresent(kind.policy + " " + caller);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private static String standing(Kind kind, ConsumptionProbe probe) {
        return "\"" + kind.policy + "\";r=" + probe.getRemainingTokens() + ";t="
                + seconds(probe.getNanosToWaitForReset());
    }

    private Bucket bucket(String caller) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, window))
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS - 1) / NANOS;
    }
}
