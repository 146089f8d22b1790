package dev.caravan.activity;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Takes in one event. */
@Component
final class RecordEventRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:recordEvent")
                .routeId("recordEvent")
                .process(EventResult::one)
                .to("direct:publishRawEvents")
                .process(EventsResponse::one);
    }
}
