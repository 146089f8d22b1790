package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalTraceCollector;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

final class GatewayTraceTest extends GatewayTest {
    private static final LocalTraceCollector COLLECTOR = LocalTraceCollector.started();

    @DynamicPropertySource
    static void collector(DynamicPropertyRegistry registry) {
        registry.add("otel.exporter.otlp.endpoint", COLLECTOR::endpoint);
    }

    @Test
    void theServiceGoesOnInTheSpanOfTheCallToIt() {
        CATALOG.respond("/products/7", 200, Bodies.product(7, "Cup"));
        var trace = UUID.randomUUID().toString().replace("-", "");
        anyone().header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .get("/products/7")
                .then()
                .statusCode(200);

        var request = COLLECTOR.await(trace, "GET /products/{id}");
        assertThat(request.service()).isEqualTo("api-gateway");
        assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
        var call = COLLECTOR.await(trace, "request");
        assertThat(call.kind()).isEqualTo("CLIENT");
        assertThat(COLLECTOR.trace(trace))
                .anySatisfy(span -> assertThat(call.parent()).isEqualTo(span.id()));
        assertThat(Objects.requireNonNull(CATALOG.lastRequest().headers().get("traceparent")))
                .containsExactly("00-" + trace + "-" + call.id() + "-01");
    }

    @Test
    void anUnkeptTraceStillReachesTheService() {
        CATALOG.respond("/products/7", 200, Bodies.product(7, "Cup"));
        var trace = UUID.randomUUID().toString().replace("-", "");
        anyone().header("traceparent", "00-" + trace + "-b7ad6b7169203331-00")
                .get("/products/7")
                .then()
                .statusCode(200);
        assertThat(Objects.requireNonNull(CATALOG.lastRequest().headers().get("traceparent")))
                .singleElement()
                .asString()
                .startsWith("00-" + trace + "-")
                .endsWith("-00");
        assertThat(COLLECTOR.trace(trace)).isEmpty();
    }
}
