package dev.caravan.integration.erp;

import dev.caravan.shared.statement.StatementRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * Puts files on the server, each under a temporary name first. A file that is claimed and never told of, because the instance died, is
 * claimed again: it has the same name and the same bytes, so the second time it is found to be there. One that fails is tried again
 * without end, and holds up no other.
 */
public final class UploadErpFilesRoute extends RouteBuilder {
    private static final int LONGEST_FAILURE = 300;

    private final ErpServer server;

    /** @param server where files go */
    public UploadErpFilesRoute(ErpServer server) {
        this.server = server;
    }

    @Override
    public void configure() {
        from("scheduler:uploadErpFiles?delay={{erp.delay:1000}}&greedy=true&backoffErrorThreshold=1&backoffMultiplier=10"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("uploadErpFiles")
                .to("sql:classpath:sql/integration/claim-erp-file.sql?outputType=SelectOne")
                .process(exchange -> exchange.setProperty(
                        Exchange.SCHEDULER_POLLED_MESSAGES,
                        exchange.getMessage().getBody() != null))
                .filter(body().isNotNull())
                .process(UploadErpFilesRoute::begin)
                .to("direct:uploadErpFile")
                .to("sql:classpath:sql/integration/record-erp-upload.sql");

        from("direct:uploadErpFile")
                .routeId("uploadErpFile")
                .doTry()
                .pollEnrich()
                .simple(server.presentFile(server.outDirectory(), "${variable.name}"))
                .timeout(0)
                .cacheSize(-1)
                .aggregationStrategy(UploadErpFilesRoute::compare)
                .filter(body().isNotNull())
                .to(server.outbox())
                .endDoTry()
                .doCatch(Exception.class)
                .process(UploadErpFilesRoute::failed)
                .log(LoggingLevel.WARN, "${variable.name} is not on the ERP's server yet: ${variable.failure}")
                .to("micrometer:counter:erp.uploads.failed")
                .end();
    }

    private static void begin(Exchange exchange) {
        var row = StatementRow.in(exchange);
        exchange.setVariable("file_id", row.required("id"));
        exchange.setVariable("name", row.required("name"));
        var message = exchange.getMessage();
        message.setHeader(Exchange.FILE_NAME, row.required("name"));
        message.setBody(row.required("content").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves nothing to upload where the server has the file. */
    private static Exchange compare(Exchange ours, @Nullable Exchange theirs) {
        if (theirs != null) {
            var present = theirs.getMessage().getBody(byte[].class);
            if (!Arrays.equals(present, ours.getMessage().getBody(byte[].class))) {
                throw new IllegalStateException("the server has another file of this name, which is not overwritten");
            }
            ours.getMessage().setBody(null);
        }
        return ours;
    }

    private static void failed(Exchange exchange) {
        var cause = NestedExceptionUtils.getMostSpecificCause(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        var why = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
        exchange.setVariable("failure", why.substring(0, Math.min(why.length(), LONGEST_FAILURE)));
    }
}
