package dev.caravan.rules.violating.http;

import dev.caravan.rules.violating.order.OrderNumber;

/** Knows a context. */
public record KnowsOrders(OrderNumber number) {}
