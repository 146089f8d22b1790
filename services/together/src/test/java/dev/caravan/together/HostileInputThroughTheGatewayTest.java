package dev.caravan.together;

import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.hostile.HostileConnections;
import dev.caravan.testing.hostile.HostileHeaders;
import dev.caravan.testing.hostile.HostileRequests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What nobody may send, sent to the gateway, with the services behind it: refused in words, wherever it is found out, and
 * nothing has changed in any table or topic.
 */
final class HostileInputThroughTheGatewayTest {
    private static final Shop SHOP = Shop.running();

    @TestFactory
    Stream<DynamicTest> refusesHostileRequests() {
        return contracts()
                .flatMap(contract ->
                        HostileRequests.against(contract, SHOP.gateway().port(), SHOP::state));
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileConnections() {
        return Stream.of("/products", "/customers", "/orders", "/event")
                .flatMap(path -> HostileConnections.against(SHOP.gateway().port(), path, SHOP::state));
    }

    @TestFactory
    Stream<DynamicTest> isNotSteeredByHeaders() {
        return contracts()
                .flatMap(contract ->
                        HostileHeaders.against(contract, SHOP.gateway().port()));
    }

    private static Stream<Contract> contracts() {
        return List.of("product-catalog", "customer", "order", "activity", "api-gateway").stream()
                .map(name -> Contract.load("openapi/" + name + ".yaml"));
    }
}
