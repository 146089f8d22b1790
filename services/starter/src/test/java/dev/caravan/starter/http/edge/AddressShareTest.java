package dev.caravan.starter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.starter.testing.RawConnection;
import dev.caravan.starter.testing.ThingServiceTest;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Four requests at a time are what one address may have under way while it is not known who calls. */
@ThingServiceTest
@TestPropertySource(
        properties = {
            "caravan.max-concurrent-requests=16",
            "caravan.public=true",
            "caravan.rate-limit.requests=0",
            "caravan.rate-limit.window=1h",
            "caravan.address-share=0.25",
            "caravan.trusted-proxies=1",
            "caravan.cors-origins="
        })
final class AddressShareTest {
    private static final int SHARE = 4;
    private static final String GET = "GET /things/7 HTTP/1.1\r\nHost: localhost\r\n";

    @LocalServerPort
    private int port;

    @Test
    void oneAddressCannotTakeMoreThanItsShareAndTakesItFromNobodyElse() throws IOException {
        var slow = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < SHARE; i++) {
                slow.add(new RawConnection(port)
                        .send("POST /long HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + from("203.0.113.1") + "Content-Length: 50\r\n\r\n"));
            }
            await().untilAsserted(
                            () -> assertThat(status(GET + from("203.0.113.1"))).isEqualTo(429));
            assertThat(status(GET + from("203.0.113.2"))).isEqualTo(200);
            // whoever is known by a token is not counted to an address
            for (var i = 0; i < SHARE; i++) {
                assertThat(status("GET /mine HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer alice\r\n"
                                + from("203.0.113.3")))
                        .isEqualTo(200);
            }
        } finally {
            for (var connection : slow) {
                connection.close();
            }
        }
        await().untilAsserted(
                        () -> assertThat(status(GET + from("203.0.113.1"))).isEqualTo(200));
    }

    @Test
    void refusalNamesTheReasonAndWhenToComeBack() throws IOException {
        var slow = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < SHARE; i++) {
                slow.add(new RawConnection(port)
                        .send("GET /pause/3000 HTTP/1.1\r\nHost: localhost\r\n" + from("203.0.113.4") + "\r\n"));
            }
            await().untilAsserted(() -> {
                try (var connection = new RawConnection(port).send(GET + from("203.0.113.4") + "\r\n")) {
                    var response = connection.response();
                    assertThat(response.status()).isEqualTo(429);
                    assertThat(response.headers()).containsEntry("retry-after", "1");
                    assertThat(response.body()).contains("\"code\":\"too_many_at_once\"");
                }
            });
        } finally {
            for (var connection : slow) {
                connection.close();
            }
        }
    }

    private int status(String head) throws IOException {
        try (var connection = new RawConnection(port).send(head + "\r\n")) {
            return connection.response().status();
        }
    }

    private static String from(String address) {
        return "X-Forwarded-For: " + address + "\r\n";
    }
}
