package dev.caravan.shared.http;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells the statement whether the caller may touch everybody's resources or only their own. The statement decides: it finds a
 * resource only where {@code sees_all} holds or the resource belongs to the token's subject ({@code customer.id_of}).
 */
public final class CallerScope implements Processor {
    private final String scope;

    private CallerScope(String scope) {
        this.scope = scope;
    }

    /**
     * Sets the variable {@link ExchangeVariables#SEES_ALL}: true for a caller with this scope, false for one who sees only what
     * is their own.
     */
    public static CallerScope orOwn(String scope) {
        return new CallerScope(scope);
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setVariable(
                ExchangeVariables.SEES_ALL,
                exchange.getVariable(ExchangeVariables.CALLER, Caller.class).has(scope));
    }
}
