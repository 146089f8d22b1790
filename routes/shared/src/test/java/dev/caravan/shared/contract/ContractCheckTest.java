package dev.caravan.shared.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A context whose routes and contract do not match does not start, and says why. */
final class ContractCheckTest {
    private static final Contract CONTRACT = Contract.load("openapi/things.yaml");

    @Test
    void startsWhenEveryOperationHasItsRoute() {
        assertThatCode(() -> start("listThings", "createThing", "batchThings")).doesNotThrowAnyException();
    }

    @Test
    void namesTheOperationThatHasNoRouteAndTheRouteToWrite() {
        assertThatThrownBy(() -> start("listThings", "batchThings"))
                .hasStackTraceContaining("Operation createThing (POST /things) has no route: add a RouteBuilder with"
                        + " from(\"direct:createThing\").routeId(\"createThing\")");
    }

    @Test
    void namesTheRouteThatServesNoOperation() {
        assertThatThrownBy(() -> start("listThings", "createThing", "batchThings", "deleteThing"))
                .hasStackTraceContaining("Route deleteThing from direct:deleteThing serves no operation of the contract"
                        + " and no other route calls it");
    }

    @Test
    void namesEveryMismatchAtOnce() {
        assertThatThrownBy(() -> start("listThing", "createThing", "batchThings"))
                .hasStackTraceContaining("Operation listThings")
                .hasStackTraceContaining("Route listThing ");
    }

    @Test
    void aRouteThatAnotherOneCallsNeedsNoOperation() {
        assertThatCode(() -> start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:listThings").routeId("listThings").to("direct:lookUp");
                        from("direct:createThing").routeId("createThing").to("direct:lookUp");
                        from("direct:batchThings").routeId("batchThings").to("direct:lookUp");
                        from("direct:lookUp").routeId("lookUp").setBody(body());
                    }
                }))
                .doesNotThrowAnyException();
    }

    private static void start(String... routes) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                for (var route : List.of(routes)) {
                    from("direct:" + route).routeId(route).setBody(body());
                }
            }
        });
    }

    private static void start(RouteBuilder builder) throws Exception {
        try (var context = new DefaultCamelContext()) {
            context.addRoutes(builder);
            context.addStartupListener(new ContractCheck(CONTRACT));
            context.start();
            assertThat(context.isStarted()).isTrue();
        }
    }
}
