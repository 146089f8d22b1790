package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;

final class ProductPropertiesTest {
    private static final RunningCatalog CATALOG = RunningCatalog.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> MEMBERS =
            List.of("sku", "name", "description", "price", "currency", "category", "stock_quantity");
    private static final List<String> REMOVABLE = List.of("sku", "description", "category");

    @Property(tries = 150)
    void patchedProductIsWhatTheStandardSays(@ForAll("patches") ObjectNode patch) {
        var created = CATALOG.create(
                "{\"sku\":\"%s\",\"name\":\"Mug\",\"description\":\"White\",\"price\":7.90,\"category\":\"Kitchen\",\"stock_quantity\":3}"
                        .formatted(UUID.randomUUID()));
        var path = created.header("Location");
        var before = merchantsPart(created.json());

        var response = CATALOG.patch(path, patch.toString(), "\"1\"");
        var after = merchantsPart(CATALOG.get(path).json());

        var removesWhatMustStay = patch.properties().stream()
                .anyMatch(member -> member.getValue().isNull() && !REMOVABLE.contains(member.getKey()));
        if (removesWhatMustStay) {
            assertThat(response.status()).isEqualTo(422);
            assertThat(after).isEqualTo(before);
        } else {
            assertThat(response.status()).as(response.text()).isEqualTo(200);
            assertThat(after).isEqualTo(mergePatch(before, patch));
            assertThat(merchantsPart(response.json())).isEqualTo(after);
            assertThat(response.header("ETag")).isEqualTo(after.equals(before) ? "\"1\"" : "\"2\"");
        }
    }

    @Property(tries = 20)
    void whatIsNoObjectWouldReplaceTheProductAndIsRefused(@ForAll("scalars") JsonNode patch) {
        var created = CATALOG.create("{\"name\":\"Mug\",\"price\":7.90}");

        var response = CATALOG.patch(created.header("Location"), patch.toString(), "*");

        assertThat(response.status()).isEqualTo(422);
        assertThat(CATALOG.get(created.header("Location")).header("ETag")).isEqualTo("\"1\"");
    }

    @Property(tries = 60)
    void everyPriceComesBackToTheCent(@ForAll @BigRange(min = "0", max = "9999999999.99") @Scale(2) BigDecimal price) {
        var created = CATALOG.create("{\"name\":\"Mug\",\"price\":" + price.toPlainString() + "}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text()).contains("\"price\":" + price.setScale(2).toPlainString() + ",");
        assertThat(CATALOG.get(created.header("Location")).text()).isEqualTo(created.text());
    }

    @Property(tries = 60)
    void priceWithFractionsOfCentsIsRefused(
            @ForAll @BigRange(min = "0.001", max = "9999999999.989") @Scale(3) BigDecimal price) {
        if (price.stripTrailingZeros().scale() == 3) {
            var refused = CATALOG.create("{\"name\":\"Mug\",\"price\":" + price.toPlainString() + "}");

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/price");
            assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("too_precise");
        }
    }

    @Provide
    Arbitrary<ObjectNode> patches() {
        var texts = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(text ->
                (JsonNode) NODES.textNode(text));
        var gone = Arbitraries.just((JsonNode) NODES.nullNode());
        var skus = Arbitraries.create(
                () -> (JsonNode) NODES.textNode(UUID.randomUUID().toString()));
        var members = Map.<String, Arbitrary<JsonNode>>of(
                "sku", skus,
                "name", texts,
                "description", Arbitraries.of("White", "Black", "").map(NODES::textNode),
                "price",
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, BigDecimal.TEN)
                                .ofScale(2)
                                .map(price -> NODES.numberNode(price.setScale(2))),
                "currency", Arbitraries.of("EUR", "USD").map(NODES::textNode),
                "category", Arbitraries.of("Kitchen", "Table").map(NODES::textNode),
                "stock_quantity",
                        Arbitraries.integers().between(0, Integer.MAX_VALUE).map(NODES::numberNode));
        return Arbitraries.subsetOf(MEMBERS).flatMap(names -> {
            var patch = Arbitraries.create(NODES::objectNode);
            for (var name : names) {
                var value = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, Objects.requireNonNull(members.get(name))),
                        net.jqwik.api.Tuple.of(1, gone));
                patch = net.jqwik.api.Combinators.combine(patch, value)
                        .as((object, member) -> object.deepCopy().set(name, member));
            }
            return patch;
        });
    }

    @Provide
    Arbitrary<JsonNode> scalars() {
        return Arbitraries.of(
                NODES.nullNode(),
                NODES.textNode("Mug"),
                NODES.numberNode(1),
                NODES.booleanNode(true),
                NODES.arrayNode());
    }

    /** What a merchant says about a product, without the members that are not there. */
    private static ObjectNode merchantsPart(JsonNode product) {
        var part = NODES.objectNode();
        for (var member : MEMBERS) {
            if (!product.get(member).isNull()) {
                part.set(member, product.get(member));
            }
        }
        return part;
    }

    /** RFC 7396, section 2, line by line. */
    private static JsonNode mergePatch(@Nullable JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        var result = target instanceof ObjectNode object ? object.deepCopy() : NODES.objectNode();
        for (var member : patch.properties()) {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), mergePatch(result.get(member.getKey()), member.getValue()));
            }
        }
        return result;
    }
}
