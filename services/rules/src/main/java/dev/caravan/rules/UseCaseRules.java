package dev.caravan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.model.RouteDefinition;

/** One class per use case, called as its route and its operation. */
final class UseCaseRules {
    private UseCaseRules() {}

    /** What is wrong with the names of builders and routes, in words. */
    static List<String> mistakes(RouteModel model) {
        var mistakes = new ArrayList<String>();
        for (var built : model.built()) {
            var name = built.builder().getSimpleName();
            if (name.endsWith("Route")) {
                var useCase = decapitalize(name.substring(0, name.length() - "Route".length()));
                if (built.routes().stream().noneMatch(route -> useCase.equals(route.getId()))) {
                    mistakes.add(built.builder().getName() + " has no route \"" + useCase + "\", but " + ids(built)
                            + ": a class is called <RouteId>Route");
                }
                stepsBeside(useCase, built)
                        .forEach(route -> mistakes.add(built.builder().getName() + " also has \"" + route.getId()
                                + "\", which is another use case: give it a class of its own"));
            } else if (!name.endsWith("Routes")) {
                mistakes.add(
                        built.builder().getName()
                                + " builds routes: call it <OperationId>Route, or <Something>Routes when it makes them from a contract");
            }
            built.routes().stream()
                    .filter(route -> from(route).startsWith("direct:"))
                    .filter(route -> !from(route).equals("direct:" + route.getId()))
                    .forEach(route -> mistakes.add(built.builder().getName() + " has route \"" + route.getId()
                            + "\" from " + from(route) + ": both carry the same name"));
        }
        return mistakes;
    }

    /** Routes that nothing in the class calls: a step of the use case is one that the use case calls. */
    private static List<RouteDefinition> stepsBeside(String useCase, RouteModel.Built built) {
        var called = RouteModel.targets(built).map(RouteModel.Target::uri).toList();
        return built.routes().stream()
                .filter(route -> !useCase.equals(route.getId()))
                .filter(route -> !called.contains(from(route)))
                .toList();
    }

    private static List<String> ids(RouteModel.Built built) {
        return built.routes().stream().map(RouteDefinition::getId).toList();
    }

    private static String from(RouteDefinition route) {
        return route.getInput() == null ? "" : route.getInput().getEndpointUri();
    }

    private static String decapitalize(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
