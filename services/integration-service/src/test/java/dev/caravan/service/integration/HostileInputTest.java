package dev.caravan.service.integration;

import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.hostile.HostileConnections;
import dev.caravan.testing.hostile.HostileHeaders;
import dev.caravan.testing.hostile.HostileRequests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What nobody may send is refused in words, tells nothing of the inside, and changes nothing. */
final class HostileInputTest extends IntegrationServiceTest {
    @Autowired
    private Contract contract;

    @TestFactory
    Stream<DynamicTest> refusesHostileRequests() {
        return HostileRequests.against(contract, port, this::state);
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileConnections() {
        return HostileConnections.against(port, "/webhooks", this::state);
    }

    @TestFactory
    Stream<DynamicTest> isNotSteeredByHeaders() {
        return HostileHeaders.against(contract, port);
    }

    private Object state() {
        return number("SELECT count(*) + coalesce(sum(version), 0) FROM integration.webhooks");
    }
}
