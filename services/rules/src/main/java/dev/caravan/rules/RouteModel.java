package dev.caravan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** The routes of a context as Camel has them in its model; nothing is started, connected or resolved. */
final class RouteModel {
    private final ModelCamelContext context = new DefaultCamelContext(false);
    private final List<Built> built = new ArrayList<>();

    private RouteModel() {}

    static RouteModel of(List<? extends RouteBuilder> builders) {
        var model = new RouteModel();
        for (var builder : builders) {
            try {
                builder.addRoutesToCamelContext(model.context);
            } catch (Exception e) {
                throw new IllegalStateException(builder.getClass().getName() + " cannot be configured", e);
            }
            model.built.add(new Built(
                    builder.getClass(), List.copyOf(builder.getRouteCollection().getRoutes())));
        }
        return model;
    }

    /** The context that holds all routes; not started. */
    ModelCamelContext context() {
        return context;
    }

    /** What each builder built. */
    List<Built> built() {
        return List.copyOf(built);
    }

    /** Every static endpoint that a route sends to. */
    Stream<Target> targets() {
        return built.stream().flatMap(RouteModel::targets);
    }

    /** Every static endpoint that the routes of one builder send to. */
    static Stream<Target> targets(Built built) {
        return built.routes().stream()
                .flatMap(route -> Stream.concat(
                                within(route, ToDefinition.class).map(ToDefinition::getEndpointUri),
                                within(route, ToDynamicDefinition.class).map(ToDynamicDefinition::getUri))
                        .map(uri -> new Target(built.builder(), route.getId(), uri)));
    }

    private static <T> Stream<T> within(RouteDefinition route, Class<T> step) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), step).stream();
    }

    /** A builder and its routes. */
    record Built(Class<?> builder, List<RouteDefinition> routes) {}

    /** An endpoint, and the route that sends to it. */
    record Target(Class<?> builder, String routeId, String uri) {}
}
