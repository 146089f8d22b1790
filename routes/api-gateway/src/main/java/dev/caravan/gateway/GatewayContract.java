package dev.caravan.gateway;

import dev.caravan.edge.Contract;
import java.util.Arrays;

/** The public contract: the gateway's own operations and those of every service, put together from their files. */
public final class GatewayContract {
    private GatewayContract() {}

    /** Reads all files from the class path. */
    public static Contract load() {
        return Contract.load("openapi/api-gateway.yaml")
                .withProxied(Arrays.stream(Upstream.values())
                        .map(Upstream::contract)
                        .map(Contract::loadForProxy)
                        .toList());
    }
}
