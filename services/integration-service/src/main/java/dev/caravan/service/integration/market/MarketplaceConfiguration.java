package dev.caravan.service.integration.market;

import dev.caravan.integration.market.BeginMarketplaceFeed;
import dev.caravan.integration.market.MarkMarketplaceFeedRoute;
import dev.caravan.integration.market.MarketplaceFeedStatus;
import dev.caravan.integration.market.MarketplaceListings;
import dev.caravan.integration.market.WriteMarketplaceFeedRoute;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The marketplace feed; nothing of it is there while no bucket is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${caravan.marketplace.bucket}' != ''")
public class MarketplaceConfiguration {

    @Bean
    MarkMarketplaceFeedRoute markMarketplaceFeedRoute() {
        return new MarkMarketplaceFeedRoute();
    }

    @Bean
    WriteMarketplaceFeedRoute writeMarketplaceFeedRoute() {
        return new WriteMarketplaceFeedRoute();
    }

    @Bean
    MarketplaceFeedStatus marketplaceFeedStatus() {
        return new MarketplaceFeedStatus(InstantSource.system());
    }

    @Bean
    BeginMarketplaceFeed beginMarketplaceFeed(
            @Value("${caravan.marketplace.link}") String link,
            @Value("${caravan.marketplace.image-link}") String imageLink,
            @Value("${caravan.marketplace.directory}") Path directory,
            @Value("${caravan.marketplace.interval}") String interval) {
        return new BeginMarketplaceFeed(
                new MarketplaceListings(link, imageLink),
                directory,
                DurationStyle.detectAndParse(interval),
                InstantSource.system());
    }

    @Bean
    MeterBinder marketplaceGauges(MarketplaceFeedStatus status) {
        return registry -> {
            Gauge.builder("marketplace.feed.waiting", status::waitingSeconds)
                    .description(
                            "How long the oldest change of the catalog waits that is in no file; 0 when none waits")
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("marketplace.feed.age", status::ageSeconds)
                    .description("How long ago the last complete file was begun")
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("marketplace.feed.products", status::products)
                    .description("Products in the last complete file")
                    .register(registry);
            Gauge.builder("marketplace.feed.left.out", status::leftOut)
                    .description("Products that cannot be listed, and are not in it")
                    .register(registry);
        };
    }

    /** Credentials come from the SDK's default chain. */
    @Bean
    S3Client marketplaceS3(
            @Value("${AWS_REGION:us-east-1}") String region,
            @Value("${AWS_ENDPOINT_URL_S3:#{null}}") @Nullable URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(endpoint != null)
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(30)))
                .build();
    }
}
