package dev.caravan.rules.violating.service;

import java.math.BigDecimal;

/** A business rule. */
public record Discount(BigDecimal rate) {}
