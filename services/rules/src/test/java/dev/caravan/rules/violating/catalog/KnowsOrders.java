package dev.caravan.rules.violating.catalog;

import dev.caravan.rules.violating.order.OrderNumber;

/** Knows another context. */
public record KnowsOrders(OrderNumber number) {}
