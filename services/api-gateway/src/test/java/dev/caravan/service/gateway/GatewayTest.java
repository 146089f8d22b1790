package dev.caravan.service.gateway;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalIssuer;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the gateway once for all tests, in front of played services. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
abstract class GatewayTest {
    static final PlayedService CATALOG = new PlayedService();
    static final PlayedService CUSTOMER = new PlayedService();
    static final PlayedService ORDER = new PlayedService();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry registry) {
        registry.add("PRODUCT_CATALOG_URL", CATALOG::url);
        registry.add("CUSTOMER_SERVICE_URL", CUSTOMER::url);
        registry.add("ORDER_SERVICE_URL", ORDER::url);
        registry.add("ACTIVITY_SERVICE_URL", () -> "http://localhost:1");
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
        registry.add(
                "AWS_ENDPOINT_URL_DYNAMODB",
                () -> new LaggingDynamoDb(LocalDynamoDb.shared().endpoint()).endpoint());
    }

    @BeforeEach
    void forgetOtherTests() {
        CATALOG.forget();
        CUSTOMER.forget();
        ORDER.forget();
    }

    RequestSpecification anyone() {
        return RestAssured.given().port(port).contentType(ContentType.JSON);
    }

    RequestSpecification withScopes(String... scopes) {
        return anyone().auth().oauth2(LocalIssuer.shared().token("alice", null, scopes));
    }
}
