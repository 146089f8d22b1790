package dev.caravan.integration.erp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The Aggregator: makes a file of the orders that wait, when there are enough of them or the first has waited long enough. Which orders
 * a file has, its name and its content are one transaction; from then on the file is what it is.
 */
public final class WriteErpFilesRoute extends RouteBuilder {
    private final BatchRule rule;

    /** @param rule when orders become a file */
    public WriteErpFilesRoute(BatchRule rule) {
        this.rule = rule;
    }

    @Override
    public void configure() {
        from("scheduler:writeErpFiles?delay={{erp.delay:1000}}&greedy=true&backoffErrorThreshold=1&backoffMultiplier=10"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("writeErpFiles")
                .to("direct:writeErpFile")
                .process(exchange -> exchange.setProperty(
                        Exchange.SCHEDULER_POLLED_MESSAGES, exchange.getVariable("content") != null));

        from("direct:writeErpFile")
                .routeId("writeErpFile")
                .policy("oneTransaction")
                .setVariable("most", constant(rule.size()))
                .to("sql:classpath:sql/integration/open-erp-orders.sql")
                .filter(this::isComplete)
                .process(WriteErpFilesRoute::join)
                .to("sql:classpath:sql/integration/write-erp-file.sql?outputType=SelectOne")
                .log("${body} has ${variable.count} orders for the ERP");
    }

    private boolean isComplete(Exchange exchange) {
        var orders = rows(exchange);
        return !orders.isEmpty() && rule.isComplete(orders.size(), waiting(orders.getFirst()));
    }

    private static Duration waiting(Map<String, Object> order) {
        var seconds = (Number) Objects.requireNonNull(order.get("waiting_seconds"));
        return Duration.ofMillis((long) (seconds.doubleValue() * 1000));
    }

    private static void join(Exchange exchange) {
        var orders = rows(exchange);
        exchange.setVariable("count", orders.size());
        exchange.setVariable(
                "content",
                OrderLines.HEADER
                        + orders.stream().map(order -> text(order, "lines")).collect(Collectors.joining()));
        exchange.setVariable(
                "order_ids",
                orders.stream().map(order -> text(order, "order_id")).collect(Collectors.joining(",", "{", "}")));
        exchange.getMessage().setBody(null);
    }

    private static String text(Map<String, Object> row, String column) {
        return Objects.requireNonNull(row.get(column), column).toString();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
