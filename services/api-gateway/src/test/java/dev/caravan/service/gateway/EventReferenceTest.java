package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of events is published as one document that tools understand, and as a page. */
final class EventReferenceTest extends GatewayTest {

    @Test
    void documentIsAsyncApiToItsOwnLibrary() throws Exception {
        var document = read(document());

        assertThat(document.getAsyncapi()).isEqualTo("3.0.0");
        assertThat(document.getChannels()).containsKeys("orderEvents", "rawEvents");
        assertThat(document.getOperations()).containsKey("tellOfOrders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/info"})
    void libraryRefusesWhatIsNoMemberOfTheDocument(String place) throws Exception {
        var document = document();
        ((ObjectNode) document.at(place)).put("adress", "ecom-order-events");

        assertThatThrownBy(() -> read(document)).isInstanceOf(JsonMappingException.class);
    }

    @Test
    void everyReferenceOfTheDocumentLeadsIntoIt() throws Exception {
        var document = document();
        var references = document.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(40).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void schemasAreThoseOfTheContract() throws Exception {
        var document = document();

        assertThat(document.at("/components/schemas/order/properties/type/enum/0")
                        .asText())
                .isEqualTo("order.placed");
        assertThat(document.at("/components/schemas/product/$defs/reference").isObject())
                .isTrue();
    }

    @Test
    void yamlIsServedToo() {
        anyone().get("/asyncapi.yaml")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .body(containsString("address: ecom-order-events"));
    }

    @Test
    void pageSaysWhatIsInEachTopic() {
        var page = anyone().get("/docs/events").then().statusCode(200).contentType("text/html");

        page.header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("<code>ecom-order-events</code>"))
                .body(containsString("The order service tells of every order"))
                .body(containsString("The integration service queues a delivery"))
                .body(containsString("Key: The id as decimal digits."))
                .body(containsString("&quot;order.placed&quot;"))
                .body(containsString("dlq.reason"));
        assertThat(page.extract().asString()).doesNotContain("{channels}", "<script");
    }

    private static AsyncAPI read(JsonNode document) throws Exception {
        return new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(document.toString(), AsyncAPI.class);
    }

    private JsonNode document() throws Exception {
        return new ObjectMapper().readTree(anyone().get("/asyncapi.json").asString());
    }
}
