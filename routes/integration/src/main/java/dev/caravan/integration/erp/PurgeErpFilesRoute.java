package dev.caravan.integration.erp;

import org.apache.camel.builder.RouteBuilder;

/** Forgets files and acknowledgements after the time for which they are promised. */
public final class PurgeErpFilesRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("scheduler:purgeErpFiles?initialDelay={{erp.purge.initial-delay:60000}}&delay={{erp.purge.delay:3600000}}"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("purgeErpFiles")
                .to("sql:classpath:sql/integration/purge-erp-files.sql");
    }
}
