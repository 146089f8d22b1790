package dev.caravan.starter.http.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the service without ending a request. First of all that stops, and while every route still runs:
 *
 * <ol>
 *   <li>readiness goes down, so that a load balancer looks elsewhere, and each response closes its connection;
 *   <li>for a while all requests are still served, because load balancers take that long to notice;
 *   <li>no connection is accepted any more, and those that are open end with the request that they carry.
 * </ol>
 */
final class GracefulShutdown implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ConcurrencyLimiter limiter;
    private final Duration delay;
    private final Duration patience;
    private final ApplicationEventPublisher events;
    private volatile @Nullable Server server;
    private volatile boolean running;

    /**
     * @param delay how long requests are served after readiness went down
     * @param patience how long to wait for the last requests after that
     */
    GracefulShutdown(ConcurrencyLimiter limiter, Duration delay, Duration patience, ApplicationEventPublisher events) {
        this.limiter = limiter;
        this.delay = delay;
        this.patience = patience;
        this.events = events;
    }

    /** The server whose connections are to end. */
    void attach(Server webServer) {
        server = webServer;
    }

    /** Higher than the phase of the web server and of Camel: stops before either. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop(Runnable whenDone) {
        AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
        limiter.startDraining();
        Thread.ofVirtual().name("drain").start(() -> {
            try {
                Thread.sleep(delay);
                stopAccepting();
                awaitInFlight();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                limiter.close();
                running = false;
                whenDone.run();
            }
        });
    }

    @Override
    public void stop() {
        var done = new CompletableFuture<Void>();
        stop(() -> done.complete(null));
        done.join();
    }

    /** Closes the listening socket, and idle connections soon; the others end with the request that they carry. */
    private void stopAccepting() {
        connectors().forEach(connector -> {
            var unused = connector.shutdown();
        });
    }

    private void awaitInFlight() throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (limiter.inside() > 0 || isConnected()) {
            if (System.nanoTime() - deadline >= 0) {
                LOG.warn("{} requests take too long; they are broken off", limiter.inside());
                return;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private boolean isConnected() {
        return connectors()
                .anyMatch(connector -> !connector.getConnectedEndPoints().isEmpty());
    }

    private Stream<Connector> connectors() {
        var current = server;
        return current == null ? Stream.empty() : Arrays.stream(current.getConnectors());
    }
}
