package dev.caravan.activity;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Takes in many events; what is wrong with one harms no other. */
@Component
final class RecordEventsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:recordEvents")
                .routeId("recordEvents")
                .process(EventResult::many)
                .to("direct:publishRawEvents")
                .process(EventsResponse::many);
    }
}
