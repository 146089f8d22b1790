package dev.caravan.gateway;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Hands every operation of a service on to it, and its answer back. */
@Component
final class ProxyRoutes extends RouteBuilder {
    private final int concurrent;

    /** @param concurrent how many requests a service may have at a time */
    ProxyRoutes(@Value("${UPSTREAM_MAX_CONCURRENT_REQUESTS:256}") int concurrent) {
        this.concurrent = concurrent;
    }

    @Override
    public void configure() {
        for (var upstream : Upstream.values()) {
            for (var operation : GatewayContract.of(upstream).operations().values()) {
                from(operation.endpoint())
                        .routeId(operation.id())
                        .process(Forward::request)
                        .to(upstream.endpoint());
            }
            var guard = new UpstreamGuard(upstream.route(), concurrent);
            from(upstream.endpoint())
                    .routeId(upstream.route())
                    .process(guard::enter)
                    .doTry()
                    .to(upstream.http())
                    .process(guard::answered)
                    .doCatch(Exception.class)
                    .process(guard::failed)
                    .process(Forward::failed)
                    .end()
                    .process(Forward::answer);
        }
    }
}
