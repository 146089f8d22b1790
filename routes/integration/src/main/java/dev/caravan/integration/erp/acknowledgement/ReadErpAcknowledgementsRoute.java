package dev.caravan.integration.erp.acknowledgement;

import dev.caravan.integration.erp.ErpServer;
import dev.caravan.shared.http.ServiceToken;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads what the ERP acknowledges: marks it, and tells the order service what was shipped. The good lines of a file count whatever the
 * others are. When a store or service is away the file stays where it is and is read again; what was done of it is then found done. A
 * file that was read to its end is known by name and content, and is never done twice.
 */
public final class ReadErpAcknowledgementsRoute extends RouteBuilder {
    private final ErpServer server;
    private final Processor token;
    private final int largest;

    /**
     * @param server where acknowledgements come from
     * @param token a step that adds the token by which the order service is called
     * @param largest how many bytes a file may have
     */
    public ReadErpAcknowledgementsRoute(ErpServer server, Processor token, int largest) {
        this.server = server;
        this.token = token;
        this.largest = largest;
    }

    @Override
    public void configure() {
        from(server.inbox())
                .routeId("readErpAcknowledgements")
                // what fails is told in one line, and comes again with the next look
                .errorHandler(defaultErrorHandler().logStackTrace(false).logExhaustedMessageHistory(false))
                .process(AcknowledgementRun::name)
                // the size is known before anything is read
                .filter(header(Exchange.FILE_LENGTH).isLessThanOrEqualTo(largest))
                .to("direct:takeErpAcknowledgement")
                .end()
                .process(exchange -> AcknowledgementRun.begin(exchange, largest))
                .to("sql:classpath:sql/integration/find-erp-acknowledgement.sql?outputType=SelectList")
                .to("direct:readErpAcknowledgementOnce")
                .process(AcknowledgementRun::end)
                .filter(body().isNotNull())
                .log("${variable.ack_name} has lines that cannot be used: ${header.CamelFileName} says which")
                .to("micrometer:counter:erp.acknowledgements.failed")
                .to(server.reports());

        from("direct:takeErpAcknowledgement")
                .routeId("takeErpAcknowledgement")
                .errorHandler(noErrorHandler())
                .pollEnrich()
                .simple(server.presentFile(server.inDirectory(), "${variable.ack_name}"))
                .timeout(0)
                .cacheSize(-1)
                .aggregationStrategy(AcknowledgementRun::take);

        from("direct:readErpAcknowledgementOnce")
                .routeId("readErpAcknowledgementOnce")
                .errorHandler(noErrorHandler())
                .choice()
                .when(simple("${body.size} > 0"))
                .setBody(simple("${body[0]}"))
                .process(AcknowledgementRun::recall)
                .otherwise()
                .process(AcknowledgementRun::lines)
                .split(body())
                .stopOnException()
                .process(AcknowledgedOrder::begin)
                .to("direct:acknowledgeErpOrder")
                .end()
                .process(AcknowledgementRun::complete)
                .to("sql:classpath:sql/integration/record-erp-acknowledgement.sql")
                .end();

        from("direct:acknowledgeErpOrder")
                .routeId("acknowledgeErpOrder")
                .errorHandler(noErrorHandler())
                .to("sql:classpath:sql/integration/find-erp-order.sql")
                .process(AcknowledgedOrder::judge)
                .filter(AcknowledgedOrder::isToShip)
                .process(AcknowledgedOrder::request)
                .process(token)
                .to("service:{{ORDER_SERVICE_URL:http://localhost:8083}}")
                .process(ServiceToken.responses(200, 404, 409, 422))
                .process(AcknowledgedOrder::response)
                .end()
                .filter(AcknowledgedOrder::isDone)
                .to("sql:classpath:sql/integration/acknowledge-erp-order.sql");
    }
}
