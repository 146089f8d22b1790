package dev.caravan.starter.client;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A service that is called. */
final class ServiceEndpoint extends DefaultEndpoint {
    private final ConnectionPool connections;
    private final String basePath;

    ServiceEndpoint(String uri, Component component, ConnectionPool connections, String basePath) {
        super(uri, component);
        this.connections = connections;
        this.basePath = basePath;
    }

    @Override
    public Producer createProducer() {
        return new ServiceProducer(this, connections, basePath);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("A service can be called, and does not call.");
    }

    @Override
    protected void doStop() throws Exception {
        connections.closeIdle();
        super.doStop();
    }
}
