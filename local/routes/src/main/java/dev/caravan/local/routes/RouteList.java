package dev.caravan.local.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.shared.contract.Contract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** Prints every route of every context as a JSON array. */
public final class RouteList {
    /** Contracts that are called otherwise than their context. */
    private static final Map<String, String> CONTRACTS = Map.of("catalog", "product-catalog", "gateway", "api-gateway");

    private RouteList() {}

    /** Prints the routes. */
    public static void main(String[] arguments) throws Exception {
        var operations = new HashMap<String, String>();
        var routes = new ArrayList<ListedRoute>();
        var contexts = RouteClasses.onClassPath();
        for (var context : contexts) {
            if (!context.context().equals("shared")) {
                operations.putAll(operations(context.context()));
            }
        }
        try (var camel = new DefaultCamelContext()) {
            for (var context : contexts) {
                for (var builder : context.builders()) {
                    builder.configureRoutes(camel)
                            .getRoutes()
                            .forEach(route -> routes.add(listed(context.context(), builder, route, operations)));
                }
            }
        }
        System.out.println(new ObjectMapper().writeValueAsString(routes));
    }

    /** Method and path of each operation of a contract, by the endpoint that serves it. */
    private static Map<String, String> operations(String context) {
        var operations = new HashMap<String, String>();
        Contract.loadForProxy("openapi/" + CONTRACTS.getOrDefault(context, context) + ".yaml")
                .operations()
                .values()
                .forEach(
                        operation -> operations.put(operation.endpoint(), operation.method() + " " + operation.path()));
        return operations;
    }

    private static ListedRoute listed(
            String context, RouteBuilder builder, RouteDefinition route, Map<String, String> operations) {
        var from = route.getInput().getEndpointUri();
        var to = new ArrayList<String>();
        collect(route.getOutputs(), to);
        return new ListedRoute(
                context,
                String.valueOf(route.getRouteId()),
                operations.getOrDefault(from, from),
                builder.getClass().getName(),
                to);
    }

    private static void collect(List<ProcessorDefinition<?>> steps, List<String> to) {
        for (var step : steps) {
            if (step instanceof EndpointRequiredDefinition sending) {
                to.add(sending.getEndpointUri());
            }
            collect(step.getOutputs(), to);
        }
    }
}
