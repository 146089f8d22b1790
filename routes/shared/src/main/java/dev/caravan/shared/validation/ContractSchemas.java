package dev.caravan.shared.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.caravan.text.EcmaPattern;
import java.util.Locale;

/**
 * How the schemas of a contract are read, everywhere the same: JSON Schema 2020-12 with the words that OpenAPI adds to it,
 * formats asserted, patterns as ECMA-262 means them.
 */
public final class ContractSchemas {
    /** The keyword by which a schema says in words what its pattern or its values are. */
    public static final String EXPECTED = "x-expected";

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword("components"))
                    .keyword(new NonValidationKeyword("example"))
                    .keyword(new NonValidationKeyword(EXPECTED))
                    .format(new DateTimeFormat())
                    .format(new EmailFormat())
                    .build()));

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(pattern -> EcmaPattern.compile(pattern).asPredicate()::test)
            .locale(Locale.ENGLISH)
            .build();

    private ContractSchemas() {}

    /**
     * A schema, ready to hold values against.
     *
     * @param schema whose references can all be resolved inside it
     * @throws RuntimeException when it is no schema, or has a pattern that ECMA-262 does not know
     */
    public static JsonSchema compile(JsonNode schema) {
        var compiled = SCHEMAS.getSchema(schema, CONFIG);
        compiled.initializeValidators();
        return compiled;
    }
}
