package dev.caravan.integration;

import dev.caravan.shared.paging.Paging;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Lists the caller's webhooks, page by page. */
@Component
final class ListWebhooksRoute extends RouteBuilder {
    private static final Paging PAGES = Paging.byNumber("id");

    @Override
    public void configure() {
        from("direct:listWebhooks")
                .routeId("listWebhooks")
                .process(PAGES::begin)
                .to("sql:classpath:sql/integration/list-webhooks.sql")
                .process(PAGES::reply);
    }
}
