package dev.caravan.catalog.feed;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Streams the catalog as a feed, page by page, so that neither memory nor a transaction grows with it. */
@Component
final class ExportProductsRoute extends RouteBuilder {
    private static final String AFTER = "after_id";

    @Override
    public void configure() {
        var pages = getContext().createProducerTemplate();

        from("direct:exportProducts")
                .routeId("exportProducts")
                .setVariable(AFTER, constant(0L))
                .to("direct:exportPage")
                .process(exchange -> stream(exchange, pages));

        from("direct:exportPage")
                .routeId("exportPage")
                .errorHandler(noErrorHandler())
                .to("sql:classpath:sql/catalog/export-products.sql");
    }

    /** The first page is there, so that a database that is away is a proper error; the others follow as they are read. */
    private static void stream(Exchange exchange, ProducerTemplate pages) {
        var message = exchange.getMessage();
        var first = rows(exchange);
        message.setHeader(Exchange.CONTENT_TYPE, "text/csv; charset=utf-8");
        message.setHeader("Content-Disposition", "attachment; filename=\"products.csv\"");
        message.setHeader("Cache-Control", "no-store");
        message.setBody(new ProductExport(first, after -> page(pages, after)));
    }

    private static List<Map<String, @Nullable Object>> page(ProducerTemplate pages, long after) {
        var response = pages.send("direct:exportPage", page -> page.setVariable(AFTER, after));
        if (response.getException() != null) {
            throw RuntimeCamelException.wrapRuntimeCamelException(response.getException());
        }
        return rows(response);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
