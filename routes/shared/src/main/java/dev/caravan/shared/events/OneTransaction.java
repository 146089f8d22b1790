package dev.caravan.shared.events;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is inside is one transaction of the database, or nothing. As {@code transacted()}, but without its error handler, which lets no
 * other try again what failed: here the route that called decides.
 */
public final class OneTransaction implements Policy {
    private final TransactionTemplate transactions;

    /** @param manager of the data source that the statements inside go to */
    public OneTransaction(PlatformTransactionManager manager) {
        transactions = new TransactionTemplate(manager);
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare
    }

    @Override
    public Processor wrap(Route route, Processor inside) {
        return exchange -> transactions.executeWithoutResult(status -> {
            try {
                inside.process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            if (exchange.getException() != null) {
                status.setRollbackOnly();
            }
        });
    }
}
