package dev.caravan.rules.violating.shared.problem;

import dev.caravan.rules.violating.shared.json.Text;

/** Knows a package that its own may not know. */
record KnowsJson(Text text) {}
