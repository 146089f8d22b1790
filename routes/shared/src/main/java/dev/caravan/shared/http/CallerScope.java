package dev.caravan.shared.http;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells the statement whether the caller may touch everybody's resources or only their own. The statement decides: it finds a
 * resource only where {@code sees_all} holds or the resource belongs to the token's subject ({@code customer.id_of}).
 */
public final class CallerScope implements Processor {
    private final List<String> scopes;

    private CallerScope(List<String> scopes) {
        this.scopes = scopes;
    }

    /**
     * Sets the variable {@link ExchangeVariables#SEES_ALL}: true for a caller with one of these scopes, false for one who sees
     * only what is their own.
     */
    public static CallerScope orOwn(String... scopes) {
        return new CallerScope(List.of(scopes));
    }

    @Override
    public void process(Exchange exchange) {
        var caller = exchange.getVariable(ExchangeVariables.CALLER, Caller.class);
        exchange.setVariable(ExchangeVariables.SEES_ALL, scopes.stream().anyMatch(caller::has));
    }
}
