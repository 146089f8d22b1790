package dev.caravan.edge;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Decides whose resources an operation may touch, for the statement to look at. */
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
