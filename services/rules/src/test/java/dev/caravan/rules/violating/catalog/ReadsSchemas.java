package dev.caravan.rules.violating.catalog;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

final class ReadsSchemas {
    private ReadsSchemas() {}

    static JsonSchema read(String schema) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    }
}
