package dev.caravan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.contract.Contract;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The public contract: the gateway's own operations and those of every service, put together from their files. */
public final class GatewayContract {
    private static final Map<Upstream, Contract> SERVICES = Arrays.stream(Upstream.values())
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), upstream -> Contract.loadForProxy(upstream.contract())));

    /** What the gateway may say for any operation, by status. */
    private static final Map<String, String> OWN_RESPONSES = Map.of(
            "422", "UnprocessableContent",
            "429", "TooManyRequests",
            "502", "BadGateway",
            "503", "ServiceUnavailable",
            "504", "GatewayTimeout");

    private GatewayContract() {}

    /** What a service can do; its request bodies are handed on unread. */
    static Contract of(Upstream upstream) {
        return Objects.requireNonNull(SERVICES.get(upstream));
    }

    /** Reads all files from the class path. */
    public static Contract load() {
        var contract = Contract.load("openapi/api-gateway.yaml")
                .withProxied(Arrays.stream(Upstream.values())
                        .map(GatewayContract::of)
                        .toList());
        contract.document().path("paths").forEach(path -> path.forEach(GatewayContract::addOwnResponses));
        return contract;
    }

    /** A service does not know that it is behind a gateway. */
    private static void addOwnResponses(JsonNode operation) {
        if (operation.path("responses") instanceof ObjectNode responses) {
            OWN_RESPONSES.forEach((status, component) -> {
                if (!responses.has(status)) {
                    responses.putObject(status).put("$ref", "#/components/responses/" + component);
                }
            });
        }
    }
}
