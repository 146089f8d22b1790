package dev.caravan.starter.http.server;

import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.Operation;
import java.util.Objects;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/** Serves the operations of a contract. An endpoint that is no operation of it fails the start. */
public final class HttpEngine implements PlatformHttpEngine {
    private final Contract contract;
    private final OperationRouter routes;
    private final int port;

    /**
     * @param contract what is served
     * @param routes where consumers enter themselves
     * @param port the port that requests come in by
     */
    public HttpEngine(Contract contract, OperationRouter routes, int port) {
        this.contract = contract;
        this.routes = routes;
        this.port = port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new OperationConsumer(endpoint, processor, operation(endpoint), routes);
    }

    @Override
    public int getServerPort() {
        return port;
    }

    private Operation operation(PlatformHttpEndpoint endpoint) {
        return contract.operations().values().stream()
                .filter(operation -> operation.path().equals(endpoint.getPath()))
                .filter(operation -> Objects.equals(operation.method(), endpoint.getHttpMethodRestrict()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No operation of the contract is "
                        + endpoint.getHttpMethodRestrict() + " " + endpoint.getPath()
                        + ": describe it in contracts/openapi and let the route begin with direct:<operationId>"));
    }
}
