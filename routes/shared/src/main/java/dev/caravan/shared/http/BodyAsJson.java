package dev.caravan.shared.http;

import dev.caravan.shared.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The request's resource as a statement reads it that knows its columns: JSON text. Of a whole resource every property is there,
 * null where the request left it out; of a merge patch (RFC 7396) what it names, null where it removes. The contract has refused
 * null for what cannot be removed.
 */
public final class BodyAsJson {
    private BodyAsJson() {}

    /** Leaves the body for the statement, as JSON text in the variable {@link ExchangeVariables#BODY_JSON}. */
    public static void read(Exchange exchange) {
        var body = exchange.getMessage().getBody(Map.class);
        exchange.setVariable(ExchangeVariables.BODY_JSON, new String(Json.write(body), StandardCharsets.UTF_8));
        exchange.getMessage().setBody(null);
    }
}
