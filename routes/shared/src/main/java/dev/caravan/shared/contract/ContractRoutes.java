package dev.caravan.shared.contract;

import java.util.Locale;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestBindingMode;

/**
 * One REST DSL route for each operation of a contract, which hands over to {@code direct:<operationId>}. Generated
 * because {@code rest().openApi()} costs a quarter more for each request.
 */
public final class ContractRoutes extends RouteBuilder {
    private final Contract contract;

    /** Routes for every operation of the contract. */
    public ContractRoutes(Contract contract) {
        this.contract = contract;
    }

    @Override
    public void configure() {
        restConfiguration().component("platform-http").bindingMode(RestBindingMode.off);
        for (var operation : contract.operations().values()) {
            rest().verb(operation.method().toLowerCase(Locale.ROOT), operation.path())
                    .id(operation.id() + "-http")
                    .to(operation.endpoint());
        }
    }
}
