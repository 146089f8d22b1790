package dev.caravan.rules.violating.service;

import org.apache.camel.builder.RouteBuilder;

/** A route. */
public final class HiddenRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:hidden").routeId("hidden").setBody(constant("here"));
    }
}
