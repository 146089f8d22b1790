package dev.caravan.service.gateway;

import dev.caravan.gateway.GatewayContract;
import dev.caravan.shared.contract.Contract;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the routes of the gateway. */
@SpringBootApplication(scanBasePackages = "dev.caravan.gateway")
public class ApiGatewayService {

    /** Starts the service; all settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(ApiGatewayService.class, args);
    }

    @Bean
    Contract contract() {
        return GatewayContract.load();
    }

    /** Credentials come from the SDK's default chain. */
    @Bean
    DynamoDbClient dynamoDbClient(
            @Value("${AWS_REGION:us-east-1}") String region,
            @Value("${AWS_ENDPOINT_URL_DYNAMODB:#{null}}") @Nullable URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofMillis(500))
                        .socketTimeout(Duration.ofSeconds(1)))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(Duration.ofMillis(2500))
                        .apiCallAttemptTimeout(Duration.ofSeconds(1)))
                .build();
    }
}
