package dev.caravan.starter.testing;

import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.http.IfMatchHeader;
import dev.caravan.shared.http.Responses;
import dev.caravan.starter.security.TokenVerifier;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A service with routes that show what reaches them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ThingService {
    public static final CountDownLatch RELEASE = new CountDownLatch(1);
    public static final CountDownLatch ARRIVED = new CountDownLatch(1);
    public static final AtomicInteger VERIFIED = new AtomicInteger();

    @Bean
    Contract contract() {
        return Contract.load("openapi/things.yaml");
    }

    /** Takes the token's text for the subject. */
    @Bean
    @Primary
    TokenVerifier plainTokens() {
        return token -> {
            VERIFIED.incrementAndGet();
            return new Caller(token, token.equals("writer") ? Set.of("things:write") : Set.of(), token);
        };
    }

    @Bean
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:getThing").routeId("getThing").process(ThingService::describe);
                from("direct:createThing").routeId("createThing").process(ThingService::describe);
                from("direct:waitForIt").routeId("waitForIt").process(exchange -> {
                    ARRIVED.countDown();
                    RELEASE.await();
                    exchange.getMessage().setBody(Map.of("done", true));
                });
                from("direct:pause")
                        .routeId("pause")
                        .delay(variable("millis"))
                        .syncDelayed()
                        .setBody(constant(Map.of("done", true)));
                from("direct:readLong").routeId("readLong").process(ThingService::readLong);
                from("direct:writeLong")
                        .routeId("writeLong")
                        .process(IfMatchHeader.required())
                        .setBody(exchange ->
                                Map.of("versions", exchange.getVariable(ExchangeVariables.IF_MATCH_VERSIONS)));
                from("direct:writeMuch").routeId("writeMuch").setBody(constant(Map.of("done", true)));
                from("direct:readWhole")
                        .routeId("readWhole")
                        .setBody(exchange -> Map.of("text", "long ".repeat(4_000_000)));
                from("direct:streamHuge")
                        .routeId("streamHuge")
                        .setHeader(Exchange.CONTENT_TYPE, constant("text/csv"))
                        .setBody(exchange -> new ByteArrayInputStream(new byte[20_000_000]));
                from("direct:readMine").routeId("readMine").process(ThingService::describe);
                from("direct:breakDown").routeId("breakDown").process(exchange -> {
                    throw new IllegalStateException("secret detail");
                });
                from("direct:streamThings")
                        .routeId("streamThings")
                        .setHeader(Exchange.CONTENT_TYPE, constant("text/csv"))
                        .process(exchange -> exchange.getMessage()
                                .setBody(new ByteArrayInputStream(
                                        "a,b\n".repeat(100_000).getBytes(StandardCharsets.UTF_8))));
            }
        };
    }

    private static void readLong(Exchange exchange) {
        exchange.getMessage().setBody(Map.of("id", 1, "version", 3, "text", "long ".repeat(1000)));
        Responses.resource(exchange);
    }

    private static void describe(Exchange exchange) {
        var seen = new LinkedHashMap<String, @Nullable Object>();
        seen.put("headers", List.copyOf(exchange.getMessage().getHeaders().keySet()));
        seen.put("id", exchange.getVariable("id"));
        seen.put("verbose", exchange.getVariable("verbose"));
        seen.put("if_none_match", exchange.getVariable("if_none_match"));
        seen.put("subject", exchange.getVariable(ExchangeVariables.CALLER_SUBJECT));
        seen.put("body", exchange.getMessage().getBody());
        seen.put("virtual", Thread.currentThread().isVirtual());
        exchange.getMessage().setHeader("ETag", "\"1\"");
        exchange.getMessage().setHeader("X-Secret", "must not leave");
        exchange.getMessage().setBody(seen);
    }
}
