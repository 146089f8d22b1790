package dev.caravan.starter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

final class GzipCodingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                     | true
            GZIP                     | true
            deflate, gzip;q=0.5, br  | true
            x-gzip                   | true
            *                        | true
            br, *;q=0.1              | true
            gzip;q=0                 | false
            gzip;q=0.000             | false
            *, gzip;q=0              | false
            *;q=0                    | false
            br                       | false
            identity                 | false
            gzipped                  | false
            """)
    void readsWhatTheCallerTakes(String header, boolean accepted) {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept-Encoding", header);
        assertThat(GzipCoding.accepted(request)).isEqualTo(accepted);
    }

    @Test
    void packsOnlyForWhoAsks() {
        assertThat(GzipCoding.accepted(new MockHttpServletRequest())).isFalse();
    }

    @Test
    void compressedRepresentationHasATagOfItsOwn() {
        assertThat(GzipCoding.tag("\"3\"")).isEqualTo("\"3-gzip\"");
        assertThat(GzipCoding.holds("\"2\", \"3-gzip\"", "\"3\"")).isTrue();
        assertThat(GzipCoding.holds("\"3\"", "\"3\"")).isFalse();
        assertThat(GzipCoding.holds(null, "\"3\"")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,true",
        "text/csv; charset=utf-8,true",
        "application/problem+json,true",
        "application/yaml,true",
        "image/png,false",
        "application/gzip,false"
    })
    void packsWhatGetsSmaller(String type, boolean helps) {
        assertThat(GzipCoding.helps(type)).isEqualTo(helps);
    }
}
