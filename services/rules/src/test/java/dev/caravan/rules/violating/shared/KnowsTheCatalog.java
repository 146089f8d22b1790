package dev.caravan.rules.violating.shared;

import dev.caravan.rules.violating.catalog.HoldsSql;

/** Knows a context. */
public record KnowsTheCatalog(HoldsSql catalog) {}
