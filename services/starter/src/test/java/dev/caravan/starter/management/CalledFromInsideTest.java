package dev.caravan.starter.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.starter.testing.RawHttp;
import dev.caravan.starter.testing.ThingServiceTest;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which names the management port of a service has. */
@ThingServiceTest
final class CalledFromInsideTest {
    @LocalManagementPort
    private int management;

    @LocalServerPort
    private int business;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:9083",
                "things.localhost:9083",
                "127.0.0.1:9083",
                "10.1.2.3",
                "[::1]:9083",
                "order-service:9083",
                "order-service.caravan.svc:9083",
                "order-service.caravan.svc.cluster.local"
            })
    void tellsTheInside(String host) throws IOException {
        assertThat(get(management, "/health", host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:9083",
                "127.0.0.1.attacker.example",
                "localhost.attacker.example",
                "attacker.example."
            })
    void tellsNoPageOfTheWeb(String host) throws IOException {
        for (var path : new String[] {"/health", "/health/ready", "/metrics", "/"}) {
            var refused = get(management, path, host);
            assertThat(refused.status()).as(path).isEqualTo(421);
            assertThat(refused.body()).as(path).doesNotContain("UP", "jvm_");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "shop.example", "api.shop.example:443"})
    void businessPortHasEveryName(String host) throws IOException {
        assertThat(get(business, "/things/7", host).status()).isEqualTo(200);
    }

    private static RawHttp.Response get(int port, String path, String host) throws IOException {
        return RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}
