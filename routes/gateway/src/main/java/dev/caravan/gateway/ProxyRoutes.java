package dev.caravan.gateway;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Hands every operation of a service on to it, and its response back. */
@Component
final class ProxyRoutes extends RouteBuilder {
    /** How many requests a service may have at a time. */
    private static final String CONCURRENT = "{{UPSTREAM_MAX_CONCURRENT_REQUESTS:256}}";

    @Override
    public void configure() {
        var concurrent = Integer.parseInt(getContext().resolvePropertyPlaceholders(CONCURRENT));
        for (var upstream : Upstream.values()) {
            for (var operation : GatewayContract.of(upstream).operations().values()) {
                from(operation.endpoint())
                        .routeId(operation.id())
                        .process(ProxyExchange::writeRequest)
                        .to(upstream.endpoint());
            }
            var guard = new UpstreamGuard(upstream.route(), concurrent);
            from(upstream.endpoint())
                    .routeId(upstream.route())
                    .process(guard::enter)
                    .doTry()
                    .to(upstream.service())
                    .process(guard::answered)
                    .doCatch(Exception.class)
                    .process(guard::failed)
                    .process(ProxyExchange::failed)
                    .end()
                    .process(ProxyExchange::checkResponse);
        }
    }
}
