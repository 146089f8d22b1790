package dev.caravan.service.integration.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.testing.LocalPostgres;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class SwitchedOffMarketplaceTest {
    private static final LocalPostgres.Database DATABASE =
            LocalPostgres.shared().newDatabase();

    @Test
    void startsNothingWithoutABucket() {
        try (var instance = MarketplaceInstance.start(DATABASE, Map.of())) {
            var routes = instance.bean(CamelContext.class);

            assertThat(routes.getRoute("deliverWebhooks")).isNotNull();
            assertThat(routes.getRoute("writeMarketplaceFeed")).isNull();
            assertThat(routes.getRoute("markMarketplaceFeed")).isNull();
            assertThatThrownBy(() -> instance.bean(S3Client.class)).hasMessageContaining("No qualifying bean");
        }
    }

    @Test
    void saysAtItsStartWhatABucketNeedsToo() {
        assertThatThrownBy(() -> MarketplaceInstance.start(DATABASE, Map.of("MARKETPLACE_BUCKET", "bucket"))
                        .close())
                .hasRootCauseMessage(
                        "MARKETPLACE_LINK is \"\", which is no URL with {id}; write it like https://shop.example/products/{id}");
    }
}
