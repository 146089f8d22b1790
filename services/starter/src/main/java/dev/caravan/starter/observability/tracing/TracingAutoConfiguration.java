package dev.caravan.starter.observability.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Tracing where {@code OTEL_EXPORTER_OTLP_ENDPOINT} names a collector (OTLP over HTTP, usually port 4318). A trace that
 * the caller keeps is kept, one that the caller does not keep is not, and of those that begin here the share of
 * {@code OTEL_TRACES_SAMPLER_ARG}.
 */
@AutoConfiguration(beforeName = "dev.caravan.starter.http.server.HttpServerAutoConfiguration")
@ConditionalOnProperty(name = "otel.exporter.otlp.endpoint")
public class TracingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SpanExporter spanExporter(@Value("${otel.exporter.otlp.endpoint}") String endpoint) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceFirst("/{1,9}$", "") + "/v1/traces")
                .setTimeout(Duration.ofSeconds(5))
                .setRetryPolicy(null)
                .build();
    }

    @Bean
    SdkTracerProvider tracerProvider(
            SpanExporter exporter, MeterRegistry registry, @Value("${spring.application.name}") String service) {
        return SdkTracerProvider.builder()
                .setResource(Resource.create(io.opentelemetry.api.common.Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        service,
                        AttributeKey.stringKey("service.namespace"),
                        "caravan")))
                .addSpanProcessor(new ReportingSpanExporter(exporter, registry))
                .build();
    }

    @Bean
    Tracer tracer(SdkTracerProvider provider) {
        return provider.get("dev.caravan");
    }

    @Bean
    RequestSpans tracing(Tracer tracer, @Value("${otel.traces.sampler.arg:0.01}") double share) {
        return new RequestSpans(tracer, share);
    }

    @Bean
    RoutePolicyFactory routeSpans(Tracer tracer) {
        return new RouteSpans(tracer);
    }

    @Bean
    InterceptStrategy endpointSpans(Tracer tracer) {
        return new EndpointSpans(tracer);
    }
}
