package dev.caravan.rules;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which package is what part of the house.
 *
 * @param root the package that everything is in; a test that breaks the rules builds its house elsewhere
 */
record House(String root) {
    static final House CARAVAN = new House("dev.caravan");

    private static final List<String> CONTEXTS =
            List.of("activity", "catalog", "customer", "gateway", "integration", "order");

    /** Names of the contexts, each with routes of its own. */
    List<String> contextNames() {
        return CONTEXTS;
    }

    /** The classes of one context. */
    String context(String name) {
        return inside(name);
    }

    /** The classes of all contexts. */
    String[] contexts() {
        return CONTEXTS.stream().map(this::inside).toArray(String[]::new);
    }

    /** The classes of all contexts but one. */
    String[] contextsBut(String name) {
        return CONTEXTS.stream()
                .filter(other -> !other.equals(name))
                .map(this::inside)
                .toArray(String[]::new);
    }

    /** What all contexts share. */
    String shared() {
        return inside("shared");
    }

    /** Everything in {@code routes/}. */
    String[] routes() {
        return Stream.concat(CONTEXTS.stream(), Stream.of("shared"))
                .map(this::inside)
                .toArray(String[]::new);
    }

    /** The deployables in {@code services/}. */
    String services() {
        return inside("service");
    }

    /** What every deployable is built on. */
    String starter() {
        return inside("starter");
    }

    private String inside(String name) {
        return root + "." + name + "..";
    }
}
