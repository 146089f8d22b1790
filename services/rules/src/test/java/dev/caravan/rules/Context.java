package dev.caravan.rules;

import dev.caravan.edge.Contract;
import dev.caravan.gateway.GatewayContract;

/** A context of the platform: its package, and its module in {@code routes/}, which is called as its contract. */
enum Context {
    ACTIVITY("activity", "activity"),
    CATALOG("catalog", "product-catalog"),
    CUSTOMER("customer", "customer"),
    GATEWAY("gateway", "api-gateway"),
    INTEGRATION("integration", "integration"),
    ORDER("order", "order");

    private final String packageName;
    private final String module;

    Context(String packageName, String module) {
        this.packageName = packageName;
        this.module = module;
    }

    /** Last part of its package. */
    String packageName() {
        return packageName;
    }

    /** Name of its directory in {@code routes/}. */
    String module() {
        return module;
    }

    /** Reads the contract that its routes serve. */
    Contract contract() {
        return this == GATEWAY ? GatewayContract.load() : Contract.load("openapi/" + module + ".yaml");
    }
}
