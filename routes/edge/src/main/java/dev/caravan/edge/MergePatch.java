package dev.caravan.edge;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * JSON merge patch (RFC 7396): what a patch names is replaced, what it names as null is removed, everything else stays.
 * The contract has refused null for what cannot be removed.
 */
public final class MergePatch {
    private MergePatch() {}

    /** Leaves the patch for the statement, as JSON text in the variable {@link Variables#PATCH}. */
    public static void read(Exchange exchange) {
        var patch = exchange.getMessage().getBody(Map.class);
        exchange.setVariable(Variables.PATCH, new String(Json.write(patch), StandardCharsets.UTF_8));
        exchange.getMessage().setBody(null);
    }
}
