package dev.caravan.starter.http.edge;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.starter.http.response.StaticResource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the service that the world speaks to does beyond serving operations: it limits rates, compresses, lets pages of
 * other origins in, and publishes the contract. Services behind it leave that to it.
 */
public final class EdgePolicies {
    /** Of a service that is not public. */
    public static final EdgePolicies NONE = new EdgePolicies(null, null, null, null, Map.of());

    private final @Nullable RateLimiter limiter;
    private final @Nullable CallerShare share;
    private final @Nullable ClientAddress addresses;
    private final @Nullable CrossOrigin cors;
    private final Map<String, StaticResource> resources;

    /**
     * @param limiter null for no limit
     * @param share what one address may have under way; null for no limit
     * @param addresses where callers without a token come from; null where the service is not public
     * @param cors null where the service is not public
     * @param resources what is served beside the operations, by path
     */
    EdgePolicies(
            @Nullable RateLimiter limiter,
            @Nullable CallerShare share,
            @Nullable ClientAddress addresses,
            @Nullable CrossOrigin cors,
            Map<String, StaticResource> resources) {
        this.limiter = limiter;
        this.share = share;
        this.addresses = addresses;
        this.cors = cors;
        this.resources = resources;
    }

    /** Adds what every response carries. */
    public void addCommonHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (cors != null) {
            response.setHeader("X-Content-Type-Options", "nosniff");
            cors.allowReading(request, response);
        }
    }

    /** Responds to the question of a browser, or of anybody, what may be done at a path. */
    public void respondToOptions(HttpServletRequest request, HttpServletResponse response, String methods) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Allow", methods);
        if (cors != null) {
            cors.preflight(request, response, methods);
        }
    }

    /**
     * Counts a request to its address's share of what is under way, until it is known who calls or the request ends.
     *
     * @return what to {@link #leave}; null where there is nothing to leave
     * @throws ProblemException 429 when the address has its share
     */
    @Nullable
    public String arrive(HttpServletRequest request) {
        if (share == null || addresses == null) {
            return null;
        }
        var address = addresses.of(request);
        share.enter(address);
        return address;
    }

    /** Takes a request off its address's share again. */
    public void leave(String address) {
        if (share != null) {
            share.leave(address);
        }
    }

    /** Puts what was taken off an address's account back: the request is taken off another. */
    public void giveBack(HttpServletRequest request) {
        if (limiter != null && addresses != null) {
            limiter.giveBack(RateLimiter.Kind.ADDRESS, addresses.of(request));
        }
    }

    /**
     * Takes a request off the account of the caller's subject, or else of the address.
     *
     * @throws ProblemException 429 when nothing is left
     */
    public void consumeRateLimit(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        if (limiter == null || addresses == null) {
            return;
        }
        var subject = caller.subject();
        if (subject == null) {
            limiter.take(RateLimiter.Kind.ADDRESS, addresses.of(request), response::setHeader);
        } else {
            limiter.take(RateLimiter.Kind.SUBJECT, subject, response::setHeader);
        }
    }

    /**
     * Takes what came from an address, and was no request, off its account.
     *
     * @param forwarded every {@code X-Forwarded-For}, as far as it can be read
     * @param headers takes the headers of the response
     * @throws ProblemException 429 when nothing is left
     */
    public void consumeRateLimit(String peer, List<String> forwarded, BiConsumer<String, String> headers) {
        if (limiter != null && addresses != null) {
            limiter.take(RateLimiter.Kind.ADDRESS, addresses.of(peer, forwarded), headers);
        }
    }

    /** Whether the world speaks to this service. */
    public boolean isPublic() {
        return cors != null;
    }

    /** What belongs to somebody stays in no cache, unless the operation says for how long it may. */
    public void forbidCaching(Operation operation, HttpServletResponse response) {
        if (cors != null && operation.scopes() != null) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    /** What is published at a path, or null. */
    @Nullable
    public StaticResource staticResource(String path) {
        return resources.get(path);
    }
}
