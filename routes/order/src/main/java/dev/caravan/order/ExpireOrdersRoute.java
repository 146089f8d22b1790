package dev.caravan.order;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Cancels orders that nobody has confirmed in time, and gives their stock back. */
@Component
final class ExpireOrdersRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:expire-orders?delay={{order.expiry.delay:1000}}&greedy=true"
                        + "&backoffErrorThreshold=1&backoffMultiplier=10"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("expireOrders")
                .setVariable("order_expiry", simple("{{ORDER_EXPIRY:PT30M}}"))
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/order/expire-orders.sql?outputType=SelectOne")
                .process(ExpireOrdersRoute::reportPolled);
    }

    /** With orders found, the scheduler asks again at once. */
    private static void reportPolled(Exchange exchange) {
        exchange.setProperty(
                Exchange.SCHEDULER_POLLED_MESSAGES, exchange.getMessage().getBody(Integer.class) > 0);
    }
}
