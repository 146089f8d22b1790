package dev.caravan.rules.violating.catalog;

/** Holds a statement in a string. */
public final class HoldsSql {
    private static final String STATEMENT = "SELECT id, name FROM catalog.products WHERE id = ";

    String statement(long id) {
        return STATEMENT + id;
    }
}
