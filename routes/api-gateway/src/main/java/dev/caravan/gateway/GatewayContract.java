package dev.caravan.gateway;

import dev.caravan.edge.Contract;
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

    private GatewayContract() {}

    /** What a service can do; its request bodies are handed on unread. */
    static Contract of(Upstream upstream) {
        return Objects.requireNonNull(SERVICES.get(upstream));
    }

    /** Reads all files from the class path. */
    public static Contract load() {
        return Contract.load("openapi/api-gateway.yaml")
                .withProxied(Arrays.stream(Upstream.values())
                        .map(GatewayContract::of)
                        .toList());
    }
}
