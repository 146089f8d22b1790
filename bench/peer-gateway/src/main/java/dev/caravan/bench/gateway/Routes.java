package dev.caravan.bench.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Which request goes where, and what of it may go there. */
@Configuration
class Routes {
    private static final Set<String> PASSED_ON = names(
            "Accept", "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "traceparent");

    @Bean
    RouterFunction<ServerResponse> products(
            @Value("${peer.product-catalog-url}") String upstream, RequestChecks checks) {
        return route("getProduct")
                .GET("/products/{id}", http())
                .before(checks::check)
                .before(uri(upstream))
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> orders(@Value("${peer.order-service-url}") String upstream, RequestChecks checks) {
        return route("getOrder")
                .GET("/orders/{id}", http())
                .before(checks::check)
                .before(checks::authenticate)
                .before(uri(upstream))
                .build();
    }

    /** Only what an operation names passes to a service. */
    @Bean
    RequestHttpHeadersFilter allowList() {
        return (headers, request) -> {
            var passed = new HttpHeaders();
            for (var name : PASSED_ON) {
                var values = headers.get(name);
                if (values != null) {
                    passed.put(name, values);
                }
            }
            if (request.attribute(RequestChecks.TRACEPARENT).orElse("") instanceof String trace) {
                passed.set(RequestChecks.TRACEPARENT, trace);
            }
            return passed;
        };
    }

    private static Set<String> names(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
