package dev.caravan.rules.violating.order;

/**
 * Belongs to orders.
 *
 * @param value the number
 */
public record OrderNumber(long value) {}
