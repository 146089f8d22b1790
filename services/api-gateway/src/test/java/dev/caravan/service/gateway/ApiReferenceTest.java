package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.gateway.GatewayContract;
import dev.caravan.local.testing.LocalIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ApiReferenceTest extends GatewayTest {

    @Test
    void documentNamesEveryOperationOfTheGateway() throws Exception {
        var document = document();
        var ids = new ArrayList<String>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.has("operationId")) {
                        ids.add(operation.path("operationId").asText());
                    }
                }));
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        GatewayContract.load().operations().keySet())
                .contains("getOrderDetails", "getCustomerOverview", "placeOrder", "listProducts");
    }

    @Test
    void everyReferenceLeadsSomewhereInTheDocument() throws Exception {
        var document = document();
        var references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty().allMatch(reference -> reference.startsWith("#/"));
        for (var reference : references) {
            var target = document.at(reference.substring(1));
            assertThat(target.isMissingNode()).as(reference).isFalse();
            assertThat(target.path("$ref").asText()).as(reference).isNotEqualTo(reference);
        }
    }

    @Test
    void operationsThatNeedATokenTakeOneThatIsTypedIn() throws Exception {
        var document = document();
        assertThat(document.at("/components/securitySchemes/oidc/openIdConnectUrl")
                        .asText())
                .startsWith(LocalIssuer.shared().issuerUrl());
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/paths/~1orders/post/security/1/bearer").isArray())
                .isTrue();
        assertThat(document.at("/paths/~1products/post/security/1/bearer/0").asText())
                .isEqualTo("catalog:write");
        assertThat(document.at("/paths/~1products/get/security")).isEmpty();
    }

    @Test
    void yamlIsServedToo() {
        var yaml = anyone().get("/openapi.yaml");
        yaml.then().statusCode(200).contentType("application/yaml");
        assertThat(yaml.asString()).startsWith("openapi: 3.1.0\n").contains("operationId: getOrderDetails");
        var etag = yaml.header("ETag");
        anyone().header("If-None-Match", etag).get("/openapi.yaml").then().statusCode(304);
    }

    @Test
    void documentationIsServedWithEverythingThatItNeeds() {
        var page = anyone().get("/docs");
        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
        assertThat(page.asString()).doesNotContain("http://", "https://", "//cdn");
        var assets = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.asString());
        var found = new ArrayList<String>();
        while (assets.find()) {
            found.add(assets.group(1));
            anyone().get("/" + assets.group(1)).then().statusCode(200);
        }
        assertThat(found).hasSize(4);
        anyone().get("/docs/swagger-ui-bundle.js").then().contentType("application/javascript");
        anyone().get("/docs/start.js").then().body(containsString("url: 'openapi.json'"));
        anyone().get("/docs/secrets").then().statusCode(404).body("code", equalTo("not_found"));
        for (var trick : List.of("/docs/../openapi.json", "/docs/%2e%2e/application.yaml")) {
            anyone().urlEncodingEnabled(false).get(trick).then().statusCode(oneOf(200, 400));
        }
    }

    private JsonNode document() throws Exception {
        return new ObjectMapper().readTree(anyone().get("/openapi.json").asString());
    }
}
