package dev.caravan.gateway.analytics;

import dev.caravan.shared.paging.Paging;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Reads the newest windows of a product from the table that the window job writes. */
@Component
final class GetProductAnalyticsRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.byText("window_start");
    /** Consistent: a copy that is behind would lack windows that are final, and the lack would be kept for an hour. */
    private static final String QUERY = "aws2-ddb:{{DYNAMODB_TABLE:ecom-analytics}}"
            + "?operation=Query&consistentRead=true&enabledInitialDescribeTable=false";

    private final WindowProgress progress = new WindowProgress();

    @Override
    public void configure() {
        from("direct:getProductAnalytics")
                .routeId("getProductAnalytics")
                .process(PAGES::begin)
                .process(WindowQuery::check)
                .doTry()
                .choice()
                .when(progress::isToLook)
                .process(progress::prepare)
                .to(QUERY)
                .process(progress::keep)
                .end()
                .endDoTry()
                .process(progress::state)
                .process(WindowQuery::prepare)
                .to(QUERY)
                .doCatch(Exception.class)
                .process(WindowQuery::failed)
                .end()
                .process(WindowQuery::rows)
                .process(PAGES::reply)
                .process(WindowQuery::describe);
    }
}
