package dev.caravan.starter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

final class ClientAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 198.51.100.1               | 192.0.2.9
            1 | 198.51.100.1               | 198.51.100.1
            1 | 10.0.0.1, 198.51.100.1     | 198.51.100.1
            2 | 10.0.0.1, 198.51.100.1     | 10.0.0.1
            3 | 10.0.0.1, 198.51.100.1     | 10.0.0.1
            1 | 198.51.100.1:4711          | 198.51.100.1
            1 | 2001:db8:1:2:3:4:5:6       | 20010db800010002
            1 | [2001:db8:1:2::7]:4711     | 20010db800010002
            1 | ::ffff:198.51.100.1        | 198.51.100.1
            1 | example.com                | 192.0.2.9
            1 | unknown                    | 192.0.2.9
            1 | :::::::                    | 192.0.2.9
            """)
    void believesAsManyEntriesAsThereAreProxies(int proxies, String forwarded, String expected) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.9");
        request.addHeader("X-Forwarded-For", forwarded);
        assertThat(new ClientAddress(proxies).of(request)).isEqualTo(expected);
    }

    @Test
    void joinsRepeatedHeaders() {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("192.0.2.9");
        request.addHeader("X-Forwarded-For", "10.0.0.1");
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        assertThat(new ClientAddress(1).of(request)).isEqualTo("198.51.100.1");
    }
}
