package dev.caravan.service.gateway;

import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.hostile.HostileConnections;
import dev.caravan.testing.hostile.HostileHeaders;
import dev.caravan.testing.hostile.HostileRequests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What nobody may send is refused in words, tells nothing of the inside, and reaches no service. */
final class HostileInputTest extends GatewayTest {
    @Autowired
    private Contract contract;

    @TestFactory
    Stream<DynamicTest> refusesHostileRequests() {
        return HostileRequests.against(contract, port, this::state);
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileConnections() {
        return HostileConnections.against(port, "/products", this::state);
    }

    @TestFactory
    Stream<DynamicTest> isNotSteeredByHeaders() {
        CATALOG.respond("/products", Bodies.problem(400, "malformed_json"));
        CUSTOMER.respond("/customers", Bodies.problem(400, "malformed_json"));
        return HostileHeaders.against(contract, port);
    }

    private Object state() {
        return List.of(CATALOG.asked(), CUSTOMER.asked(), ORDER.asked());
    }
}
