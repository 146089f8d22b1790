package dev.caravan.rules;

import dev.caravan.gateway.GatewayContract;
import dev.caravan.shared.contract.Contract;

/** A context of the platform: its name, which its package and its module in {@code routes/} carry, and its contract. */
enum Context {
    ACTIVITY("activity", "activity"),
    CATALOG("catalog", "product-catalog"),
    CUSTOMER("customer", "customer"),
    GATEWAY("gateway", "api-gateway"),
    INTEGRATION("integration", "integration"),
    ORDER("order", "order");

    private final String id;
    private final String contract;

    Context(String id, String contract) {
        this.id = id;
        this.contract = contract;
    }

    /** Last part of its package. */
    String packageName() {
        return id;
    }

    /** Name of its directory in {@code routes/}. */
    String module() {
        return id;
    }

    /** Reads the contract that its routes serve. */
    Contract contract() {
        return this == GATEWAY ? GatewayContract.load() : Contract.load("openapi/" + contract + ".yaml");
    }
}
