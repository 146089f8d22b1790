package dev.caravan.order;

import dev.caravan.shared.http.CallerScope;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.statement.IdempotentReplay;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Places an order: price, stock, order, event and idempotency key in one transaction, or nothing. Orders of one product that come
 * at the same time are placed together.
 */
@Component
final class PlaceOrderRoute extends RouteBuilder {
    /** Shorter than the gateway waits for a response, so that it is never in doubt whether the order was placed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public void configure() {
        var groups =
                new OrderGroups(setting("{{ORDER_GROUP_SIZE:64}}"), setting("{{ORDER_QUEUE_LENGTH:128}}"), PATIENCE);
        from("direct:placeOrder")
                .routeId("placeOrder")
                .process(CallerScope.orOwn("orders:admin"))
                .process(OrderLines::read)
                .process(groups::join)
                .loopDoWhile(OrderGroups::isToPlace)
                .doTry()
                .to("sql:classpath:sql/order/place-order.sql")
                .process(groups::placed)
                .doCatch(Throwable.class)
                .process(groups::failed)
                .endDoTry()
                .end()
                .end()
                .process(IdempotentReplay::check)
                .process(OrderLines::refuseUnknownProducts)
                .process(PlaceOrderProblems::refuse)
                .process(Responses.created("/orders"));
    }

    private int setting(String placeholder) {
        return Integer.parseInt(getContext().resolvePropertyPlaceholders(placeholder));
    }
}
