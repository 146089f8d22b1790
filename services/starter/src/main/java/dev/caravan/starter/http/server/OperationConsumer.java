package dev.caravan.starter.http.server;

import dev.caravan.shared.contract.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/** Where an operation's requests enter Camel. Requests are processed on the thread that they came in on. */
public final class OperationConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {
    private final Operation operation;
    private final OperationRouter routes;

    OperationConsumer(PlatformHttpEndpoint endpoint, Processor processor, Operation operation, OperationRouter routes) {
        super(endpoint, processor);
        this.operation = operation;
        this.routes = routes;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    /** The operation that is served. */
    public Operation operation() {
        return operation;
    }

    /** What to do with an exchange before the route sees it, and after. */
    interface Binding {
        void readRequest(Exchange exchange) throws Exception;

        void writeResponse(Exchange exchange) throws Exception;
    }

    /** Takes one exchange through the route; its unit of work ends after the response is written. */
    void serve(Binding binding) throws Exception {
        var exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        createUoW(exchange);
        try {
            binding.readRequest(exchange);
            getProcessor().process(exchange);
            binding.writeResponse(exchange);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        routes.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        routes.remove(this);
        super.doStop();
    }
}
