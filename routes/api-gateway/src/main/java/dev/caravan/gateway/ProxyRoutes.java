package dev.caravan.gateway;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Hands every operation of a service on to it, and its answer back. */
@Component
final class ProxyRoutes extends RouteBuilder {

    @Override
    public void configure() {
        for (var upstream : Upstream.values()) {
            for (var operation : GatewayContract.of(upstream).operations().values()) {
                from(operation.endpoint())
                        .routeId(operation.id())
                        .process(Forward::request)
                        .to(upstream.endpoint());
            }
            from(upstream.endpoint())
                    .routeId(upstream.route())
                    .doTry()
                    .to(upstream.http())
                    .process(Forward::answer)
                    .doCatch(Exception.class)
                    .process(Forward::failed)
                    .end();
        }
    }
}
