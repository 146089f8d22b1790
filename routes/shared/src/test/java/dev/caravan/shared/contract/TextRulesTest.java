package dev.caravan.shared.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import dev.caravan.shared.validation.ContractSchemas;
import dev.caravan.text.Characters;
import dev.caravan.text.Currencies;
import dev.caravan.text.Keys;
import dev.caravan.text.ProductLimits;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract and {@code dev.caravan.text}, by which the import judges too, say the same. */
final class TextRulesTest {
    private final JsonNode schemas = Contract.load("openapi/product-catalog.yaml")
            .withProxied(List.of(Contract.load("openapi/activity.yaml")))
            .document()
            .at("/components/schemas");

    @Test
    void aSkuIsTheSameForTheContractAndTheImport() {
        var sku = schema("Sku");
        texts().forEach(text -> assertAgree(text, accepts(sku, text), Keys.skuObjection(text) == null));
        assertThat(accepts(sku, "...")).isTrue();
        assertThat(accepts(sku, "..")).isFalse();
    }

    @Test
    void aKeyIsTheSameForTheContractAndTheImport() {
        var key = schema("Key");
        texts().forEach(text -> assertAgree(text, accepts(key, text), Keys.objection(text) == null));
    }

    @Test
    void whatCanBeSeenIsTheSameForTheContractAndTheImport() {
        var visible = schema("VisibleText");
        texts().forEach(text -> assertAgree(text, accepts(visible, text), Characters.isVisible(text)));
    }

    @Test
    void currenciesAreTheSameForTheContractAndTheImport() {
        assertThat(schemas.at("/Currency/enum").valueStream().map(JsonNode::asText))
                .containsExactlyElementsOf(Currencies.codes());
    }

    @Test
    void limitsAreTheSameForTheContractAndTheImport() {
        assertThat(schemas.at("/Sku/maxLength").asInt()).isEqualTo(ProductLimits.LONGEST_SKU);
        assertThat(schemas.at("/ProductName/maxLength").asInt()).isEqualTo(ProductLimits.LONGEST_NAME);
        assertThat(schemas.at("/Category/maxLength").asInt()).isEqualTo(ProductLimits.LONGEST_CATEGORY);
        assertThat(schemas.at("/ProductInput/properties/description/maxLength").asInt())
                .isEqualTo(ProductLimits.LONGEST_DESCRIPTION);
        assertThat(schemas.at("/Price/maximum").decimalValue()).isEqualByComparingTo(ProductLimits.HIGHEST_PRICE);
        assertThat(schemas.at("/StockQuantity/maximum").asInt()).isEqualTo(ProductLimits.HIGHEST_STOCK);
    }

    private JsonSchema schema(String name) {
        return ContractSchemas.compile(schemas.path(name));
    }

    private static boolean accepts(JsonSchema schema, String text) {
        return schema.validate(JsonNodeFactory.instance.textNode(text)).isEmpty();
    }

    /** Every character but half surrogate pairs, which are refused before; what is unusual in every place of a text. */
    private static Stream<String> texts() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
                .boxed()
                .flatMap(each -> {
                    var text = Character.toString(each);
                    return each < 0x80 || Characters.isInvisible(each)
                            ? Stream.of(
                                    text,
                                    text + "a",
                                    "a" + text,
                                    "a" + text + "b",
                                    text + text,
                                    "a" + text + text + "b")
                            : Stream.of(text);
                });
    }

    /** Describes a text only when it must, of the many millions. */
    private static void assertAgree(String text, boolean contract, boolean rule) {
        if (contract != rule) {
            fail(text.codePoints().mapToObj(Characters::describe).toList() + ": the contract says " + contract);
        }
    }
}
