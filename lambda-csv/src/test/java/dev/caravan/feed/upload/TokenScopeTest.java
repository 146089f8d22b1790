package dev.caravan.feed.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenScopeTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "PRODUCT_API_URL", "https://shop.example.com/products",
            "OIDC_TOKEN_URL", "https://issuer.example.com/token",
            "OIDC_CLIENT_ID", "feeds",
            "OIDC_CLIENT_SECRET", "secret");

    @Test
    void asksForThePlatformsScope() {
        assertThat(FeedSettings.from(REQUIRED).scope()).isEqualTo("catalog:write");
    }

    @Test
    void asksForTheScopeAsTheIssuerCallsIt() {
        var environment = new HashMap<>(REQUIRED);
        environment.put("OIDC_SCOPE", "caravan/catalog:write");

        assertThat(FeedSettings.from(environment).scope()).isEqualTo("caravan/catalog:write");
    }
}
