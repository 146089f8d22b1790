package dev.caravan.shared.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;

/** What stands before and after a call of another of the platform's services, component {@code service}. */
public final class ServiceCall {
    private ServiceCall() {}

    /** Makes the message a request of the exchange's trace. No header of the message before goes along; its body stays. */
    public static void request(Exchange exchange, String method, String path) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        var traceparent = exchange.getVariable(ExchangeVariables.TRACEPARENT);
        if (traceparent != null) {
            message.setHeader("traceparent", traceparent);
        }
    }

    /**
     * Reads the body of the response to its end.
     *
     * @return what it says; a missing node where there is no body
     * @throws IOException when it breaks off or is no JSON
     */
    public static JsonNode json(Exchange exchange) throws IOException {
        try (var body = exchange.getMessage().getBody(InputStream.class)) {
            return body == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(body);
        }
    }
}
