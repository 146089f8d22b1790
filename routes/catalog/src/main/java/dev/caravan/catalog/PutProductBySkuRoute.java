package dev.caravan.catalog;

import dev.caravan.shared.http.BodyAsJson;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.statement.StatementRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Creates the product with a sku, or replaces it. */
@Component
final class PutProductBySkuRoute extends RouteBuilder {
    private static final Processor CREATED = Responses.created("/products");

    @Override
    public void configure() {
        from("direct:putProductBySku")
                .routeId("putProductBySku")
                .process(PutProductBySkuRoute::refuseOtherSku)
                .process(IfMatchHeader.optional())
                .process(BodyAsJson::read)
                .to("sql:classpath:sql/catalog/put-product-by-sku.sql?outputType=SelectOne")
                .process(PutProductBySkuRoute::reply);
    }

    private static void refuseOtherSku(Exchange exchange) {
        var sku = exchange.getMessage().getBody(Map.class).get("sku");
        if (sku != null && !Objects.equals(sku, exchange.getVariable("sku"))) {
            throw new ProblemException(Problem.unprocessable(
                    List.of(new FieldError("/sku", "not_the_path", "must be the sku in the path, or absent"))));
        }
    }

    private static void reply(Exchange exchange) throws Exception {
        if (Boolean.TRUE.equals(StatementRow.in(exchange).columns().get("_created"))) {
            CREATED.process(exchange);
        } else {
            Responses.resource(exchange);
        }
    }
}
