package dev.caravan.starter.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys of an issuer, which its OpenID Connect metadata lead to, each time that it is asked. Whatever is wrong with
 * what the issuer says counts as if it had said nothing.
 */
final class IssuerKeySource implements JWKSetSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeySource.class);
    private static final int CONNECT_MILLIS = 1000;
    private static final int READ_MILLIS = 2000;
    private static final int MAX_BYTES = 512 * 1024;

    private final String issuerUrl;
    private final AtomicInteger withdrawals;
    private final ResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);
    private volatile @Nullable Set<String> known;

    /**
     * @param issuerUrl as in the claim {@code iss}
     * @param withdrawals counts how often a key was gone that was there before
     */
    IssuerKeySource(String issuerUrl, AtomicInteger withdrawals) {
        this.issuerUrl = issuerUrl;
        this.withdrawals = withdrawals;
    }

    /** Whether there have ever been keys. */
    boolean hasFetched() {
        return known != null;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            var metadata =
                    JSONObjectUtils.parse(get(issuerUrl.replaceFirst("/$", "") + "/.well-known/openid-configuration"));
            if (!issuerUrl.equals(metadata.get("issuer")) || !(metadata.get("jwks_uri") instanceof String keysUrl)) {
                throw new JWKSetUnavailableException(
                        "the metadata of " + issuerUrl + " are another issuer's, or name no keys");
            }
            var keys = JWKSet.parse(get(keysUrl));
            if (keys.isEmpty()) {
                throw new JWKSetUnavailableException("there are no keys at " + keysUrl);
            }
            remember(keys);
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.warn("The issuer's keys cannot be had: {}", e.toString());
            throw new JWKSetUnavailableException("the keys of " + issuerUrl + " cannot be had", e);
        }
    }

    private String get(String url) throws IOException {
        return http.retrieveResource(URI.create(url).toURL()).getContent();
    }

    private void remember(JWKSet keys) {
        var fetched = keys.getKeys().stream().map(JWK::toJSONString).collect(Collectors.toUnmodifiableSet());
        var before = known;
        known = fetched;
        if (before != null && !fetched.containsAll(before)) {
            withdrawals.incrementAndGet();
        }
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
