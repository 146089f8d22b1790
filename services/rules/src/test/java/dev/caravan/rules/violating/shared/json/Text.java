package dev.caravan.rules.violating.shared.json;

/** May be known by others, but not by all. */
public record Text(String value) {}
