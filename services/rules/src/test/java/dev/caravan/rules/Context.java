package dev.caravan.rules;

import dev.caravan.edge.Contract;
import dev.caravan.gateway.GatewayContract;
import java.util.function.Supplier;

/** A context of the platform: its package, its module in {@code routes/}, and the contract that it serves. */
enum Context {
    ACTIVITY("activity", "activity", () -> Contract.load("openapi/activity.yaml")),
    CATALOG("catalog", "product-catalog", () -> Contract.load("openapi/product-catalog.yaml")),
    CUSTOMER("customer", "customer", () -> Contract.load("openapi/customer.yaml")),
    GATEWAY("gateway", "api-gateway", GatewayContract::load),
    ORDER("order", "order", () -> Contract.load("openapi/order.yaml"));

    private final String packageName;
    private final String module;
    private final Supplier<Contract> contract;

    Context(String packageName, String module, Supplier<Contract> contract) {
        this.packageName = packageName;
        this.module = module;
        this.contract = contract;
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
        return contract.get();
    }
}
