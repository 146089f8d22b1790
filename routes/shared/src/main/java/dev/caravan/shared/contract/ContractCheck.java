package dev.caravan.shared.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Fails the start of a service when its routes and its contract do not match, in words that name the route or the
 * operation.
 */
public final class ContractCheck implements StartupListener {
    private final Contract contract;

    /** Holds the routes of the context that it listens to against this contract. */
    public ContractCheck(Contract contract) {
        this.contract = contract;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        var mismatches = mismatches((ModelCamelContext) context);
        if (!mismatches.isEmpty()) {
            throw new IllegalStateException("Routes and contract do not match:\n  " + String.join("\n  ", mismatches));
        }
    }

    private List<String> mismatches(ModelCamelContext context) {
        var routes = context.getRouteDefinitions();
        var ids = new HashSet<String>();
        var targets = new HashSet<String>();
        for (var route : routes) {
            ids.add(route.getId());
            for (var to : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
                targets.add(endpoint(to.getEndpointUri()));
            }
            for (var to :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class)) {
                targets.add(endpoint(to.getUri()));
            }
        }
        var mismatches = new ArrayList<String>();
        for (var operation : contract.operations().values()) {
            if (!ids.contains(operation.id())) {
                mismatches.add("Operation " + operation.id() + " (" + operation.method() + " " + operation.path()
                        + ") has no route: add a RouteBuilder with from(\"" + operation.endpoint() + "\").routeId(\""
                        + operation.id() + "\")");
            }
        }
        for (var route : routes) {
            var from = endpoint(from(route));
            if (from.startsWith("direct:")
                    && !contract.operations().containsKey(route.getId())
                    && !targets.contains(from)) {
                mismatches.add("Route " + route.getId() + " from " + from
                        + " serves no operation of the contract and no other route calls it");
            }
        }
        return mismatches;
    }

    private static String from(RouteDefinition route) {
        return route.getInput() == null ? "" : route.getInput().getEndpointUri();
    }

    private static String endpoint(String uri) {
        var query = uri.indexOf('?');
        var plain = query < 0 ? uri : uri.substring(0, query);
        return plain.replace("://", ":");
    }
}
