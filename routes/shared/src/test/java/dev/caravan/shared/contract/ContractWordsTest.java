package dev.caravan.shared.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.validation.ContractSchemas;
import dev.caravan.shared.validation.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a contract asks of a request, there are words for who did not do it. */
final class ContractWordsTest {
    private static final Set<String> EXPLAINED = Set.of(
            "type",
            "required",
            "additionalProperties",
            "properties",
            "items",
            "enum",
            "format",
            "pattern",
            "oneOf",
            "minimum",
            "maximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");
    private static final Set<String> ASSERTING_NOTHING =
            Set.of("$ref", "description", "default", "example", "examples", ContractSchemas.EXPECTED);

    @ParameterizedTest
    @ValueSource(strings = {"activity", "api-gateway", "customer", "order", "product-catalog"})
    void everythingThatIsAskedForHasWords(String name) {
        var document = Contract.load("openapi/" + name + ".yaml").document();
        var references = new References(document);
        requestSchemas(document, references).forEach(schema -> {
            assertThat(without(names(schema), ASSERTING_NOTHING))
                    .as("%s", schema)
                    .isSubsetOf(EXPLAINED);
            if (schema.has("pattern")
                    || needsWords(schema.path("format"))
                    || schema.path("enum").size() > 20) {
                assertThat(schema.path(ContractSchemas.EXPECTED).asText())
                        .as("%s", schema)
                        .isNotEmpty();
            }
            if (schema.has("oneOf") && schema.get("oneOf").valueStream().noneMatch(ContractWordsTest::isNull)) {
                assertThat(schema.path(ContractSchemas.EXPECTED).asText())
                        .as("%s", schema)
                        .isNotEmpty();
            }
        });
    }

    private static boolean needsWords(JsonNode format) {
        return !format.isMissingNode() && !Set.of("date-time", "int32", "int64").contains(format.asText());
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asText().equals("null");
    }

    /** Every schema of a parameter or a request's body, with those in it. */
    private static Stream<JsonNode> requestSchemas(JsonNode document, References references) {
        var found = new ArrayList<JsonNode>();
        document.path("paths")
                .forEach(path -> Stream.concat(Stream.of(path), path.valueStream())
                        .forEach(owner -> {
                            owner.path("parameters")
                                    .forEach(parameter -> collect(
                                            references.resolve(parameter).path("schema"), references, found));
                            references
                                    .resolve(owner.path("requestBody"))
                                    .path("content")
                                    .forEach(content -> collect(content.path("schema"), references, found));
                        }));
        assertThat(found).isNotEmpty();
        return found.stream();
    }

    private static void collect(JsonNode schema, References references, List<JsonNode> into) {
        var resolved = references.resolve(schema);
        if (resolved.isBoolean()) {
            return;
        }
        into.add(resolved);
        resolved.path("properties").forEach(property -> collect(property, references, into));
        resolved.path("oneOf").forEach(option -> collect(option, references, into));
        if (resolved.has("items")) {
            collect(resolved.get("items"), references, into);
        }
    }

    private static List<String> names(JsonNode schema) {
        var names = new ArrayList<String>();
        schema.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> without(List<String> names, Set<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }
}
