package dev.caravan.edge;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells the statement whether the caller may touch everybody's resources or only their own. The statement decides: it finds a
 * resource only where {@code sees_all} holds or the resource belongs to the token's subject ({@code customer.id_of}).
 */
public final class Ownership implements Processor {
    private final String scope;

    private Ownership(String scope) {
        this.scope = scope;
    }

    /**
     * Sets the variable {@link Variables#SEES_ALL}: true for a caller with this scope, false for one who sees only what
     * is their own.
     */
    public static Ownership unless(String scope) {
        return new Ownership(scope);
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setVariable(
                Variables.SEES_ALL,
                exchange.getVariable(Variables.CALLER, Caller.class).has(scope));
    }
}
