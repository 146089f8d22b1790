package dev.caravan.integration.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.apache.camel.Exchange;

/**
 * When mails were switched on. Events stay in their topic for a week, and customers shall not get a week's mails at once, which
 * another system may have sent them already.
 *
 * @param since by the database's clock, which orders are told by as well
 */
public record FirstDay(Instant since) {

    /** Whether the event in the body happened since then. */
    boolean isBefore(Exchange exchange) {
        var event = exchange.getMessage().getBody(JsonNode.class);
        return !Instant.parse(event.path("occurred_at").asText()).isBefore(since);
    }
}
