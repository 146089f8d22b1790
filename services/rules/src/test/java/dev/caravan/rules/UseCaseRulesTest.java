package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

final class UseCaseRulesTest {

    @Test
    void acceptsUseCaseWithItsSteps() {
        assertThat(mistakes(new GetThingRoute())).isEmpty();
    }

    @Test
    void findsRouteThatIsNotCalledAsItsClass() {
        assertThat(mistakes(new MisnamedRoute()))
                .singleElement()
                .asString()
                .contains("has no route \"misnamed\", but [getThing]");
    }

    @Test
    void findsSecondUseCaseInOneClass() {
        assertThat(mistakes(new GreedyRoute()))
                .singleElement()
                .asString()
                .contains("also has \"deleteThing\", which is another use case");
    }

    @Test
    void findsBuilderThatDoesNotSayThatItIsOne() {
        assertThat(mistakes(new Things())).singleElement().asString().contains("call it <OperationId>Route");
    }

    @Test
    void findsEndpointThatIsNotCalledAsItsRoute() {
        assertThat(mistakes(new ReadThingRoute()))
                .singleElement()
                .asString()
                .contains("route \"readThing\" from direct:getThing: both carry the same name");
    }

    private static List<String> mistakes(RouteBuilder builder) {
        return UseCaseRules.mistakes(RouteModel.of(List.of(builder)));
    }

    private static final class GetThingRoute extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:getThing").routeId("getThing").to("direct:lookUp");
            from("direct:lookUp").routeId("lookUp").to("log:found");
        }
    }

    private static final class MisnamedRoute extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:getThing").routeId("getThing").to("direct:getThing");
        }
    }

    private static final class GreedyRoute extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:greedy").routeId("greedy").to("log:one");
            from("direct:deleteThing").routeId("deleteThing").to("log:two");
        }
    }

    private static final class Things extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:things").routeId("things").to("log:things");
        }
    }

    private static final class ReadThingRoute extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:getThing").routeId("readThing").to("log:thing");
        }
    }
}
