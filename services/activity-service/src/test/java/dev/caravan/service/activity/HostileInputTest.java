package dev.caravan.service.activity;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.client.TopicReader;
import dev.caravan.testing.hostile.HostileConnections;
import dev.caravan.testing.hostile.HostileHeaders;
import dev.caravan.testing.hostile.HostileRequests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What nobody may send is refused in words, tells nothing of the inside, and puts nothing into a topic. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
final class HostileInputTest {
    private static final String TOPIC = "ecom-raw-events";

    @LocalServerPort
    private int port;

    @Autowired
    private Contract contract;

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry registry) {
        LocalKafka.shared().createTopic(TOPIC, 4);
        registry.add("KAFKA_BOOTSTRAP_SERVERS", () -> LocalKafka.shared().bootstrapServers());
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileRequests() {
        return HostileRequests.against(contract, port, HostileInputTest::records);
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileConnections() {
        return HostileConnections.against(port, "/event", HostileInputTest::records);
    }

    @TestFactory
    Stream<DynamicTest> isNotSteeredByHeaders() {
        return HostileHeaders.against(contract, port);
    }

    private static Object records() {
        return new TopicReader(LocalKafka.shared().bootstrapServers()).count(List.of(TOPIC));
    }
}
