package dev.caravan.integration.erp;

import org.apache.camel.builder.RouteBuilder;

/** Looks for how long files wait for the server, and for how long acknowledgements are missing. */
public final class WatchErpExportRoute extends RouteBuilder {
    private final ErpStatus status;

    /** @param status keeps what is seen */
    public WatchErpExportRoute(ErpStatus status) {
        this.status = status;
    }

    @Override
    public void configure() {
        from("scheduler:watchErpExport?delay={{erp.watch:15000}}"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("watchErpExport")
                .process(status::forget)
                .to("sql:classpath:sql/integration/watch-erp-export.sql?outputType=SelectOne")
                .process(status::see);
    }
}
