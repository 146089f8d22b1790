package dev.caravan.rules.violating.starter;

import dev.caravan.rules.violating.order.OrderNumber;

/** Knows a context. */
public record KnowsOrders(OrderNumber number) {}
