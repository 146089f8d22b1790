package dev.caravan.integration.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of deliveries. Receivers are other people's: it follows no redirection, keeps no cookie, inflates nothing, reads no
 * more of a response than is kept, and ends a request after its time however the receiver behaves.
 */
public final class WebhookClient implements AutoCloseable {
    /** How much of a response is kept. */
    static final int KEPT_BYTES = 1_024;

    private static final int CONNECTIONS = 1_000;

    private final CloseableHttpClient client;
    private final Duration patience;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    /**
     * @param addresses where requests may go
     * @param patience how long a request may take in all
     */
    public WebhookClient(AddressPolicy addresses, Duration patience) {
        this.patience = patience;
        var timeout = Timeout.of(patience);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setMaxConnTotal(CONNECTIONS)
                        // many webhooks share a host: what one of them may have under way is bounded before, and no
                        // other waits for it
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(timeout)
                                .setTcpNoDelay(true)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .setTimeToLive(TimeValue.ofMinutes(1))
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .setUserAgent("Caravan-Webhooks")
                .build();
    }

    /**
     * Sends a request and waits for the response.
     *
     * @throws IOException in words for the webhook's owner, when there is none in time
     */
    Attempt send(WebhookRequest request) throws IOException {
        var post = new HttpPost(request.url());
        post.setHeader("webhook-id", request.id());
        post.setHeader("webhook-timestamp", Long.toString(request.at().getEpochSecond()));
        post.setHeader("webhook-signature", request.signatures());
        if (request.traceparent() != null) {
            post.setHeader("traceparent", request.traceparent());
        }
        post.setEntity(new StringEntity(request.payload(), ContentType.APPLICATION_JSON));
        var deadline = deadlines.schedule(post::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            var response = client.executeOpen(null, post, null);
            var attempt = new Attempt(response.getCode(), null, beginning(response, post), retryAfter(response));
            Closer.closeQuietly(response);
            return attempt;
        } catch (IOException e) {
            if (post.isCancelled()) {
                throw new InterruptedIOException("no response within " + patience.toSeconds() + " s");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static @Nullable String retryAfter(ClassicHttpResponse response) {
        var header = response.getFirstHeader("Retry-After");
        return header == null ? null : header.getValue();
    }

    /**
     * As UTF-8, without what a database of text does not take. The status has come and decides, so a body that breaks off is as long as it
     * is; to read more of one that goes on, only to use the connection again, is not worth it.
     */
    private static @Nullable String beginning(ClassicHttpResponse response, HttpPost post) {
        if (response.getEntity() == null) {
            return null;
        }
        var kept = new ByteArrayOutputStream(KEPT_BYTES);
        try {
            var content = response.getEntity().getContent();
            int next = content.read();
            while (next >= 0 && kept.size() < KEPT_BYTES) {
                kept.write(next);
                next = content.read();
            }
            if (next >= 0) {
                post.cancel();
            }
        } catch (IOException e) {
            post.cancel();
        }
        return kept.toString(StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
