package dev.caravan.starter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

final class CrossOriginTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "null", "shop.example", "https://shop.example/", "https://*.shop.example", "HTTPS://a"})
    void refusesWhatIsNoOrigin(String text) {
        assertThatThrownBy(() -> new CrossOrigin(List.of("https://shop.example", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CORS_ALLOWED_ORIGINS")
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.evil.example",
                "https://evilshop.example",
                "http://shop.example",
                "https://shop.example:8443",
                "null"
            })
    void letsNoOriginInThatIsOnlyAlike(String origin) {
        assertThat(responseTo(new CrossOrigin(List.of("https://shop.example")), origin)
                        .getHeader("Access-Control-Allow-Origin"))
                .isNull();
    }

    @Test
    void withoutOriginsNothingIsSaid() {
        assertThat(responseTo(new CrossOrigin(List.of("")), "https://shop.example")
                        .getHeaderNames())
                .isEmpty();
    }

    private static MockHttpServletResponse responseTo(CrossOrigin cors, String origin) {
        var request = new MockHttpServletRequest("GET", "/products");
        request.addHeader("Origin", origin);
        var response = new MockHttpServletResponse();
        cors.allowReading(request, response);
        return response;
    }
}
