package dev.caravan.edge;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * One record for {@code camel-kafka}. Many go out together, in their order, when the body is a list of them; the step
 * ends when the broker has acknowledged all.
 *
 * @param key decides the partition
 * @param value JSON in UTF-8
 * @param headers the record's headers, and no others
 */
public record KafkaRecord(String key, String value, Map<String, String> headers) {

    /** Leaves nothing but these records in the exchange's message. */
    public static void send(Exchange exchange, List<KafkaRecord> records) {
        var context = exchange.getContext();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setBody(
                        records.stream().map(record -> record.exchange(context)).toList());
    }

    private Exchange exchange(CamelContext context) {
        var exchange = new DefaultExchange(context);
        var message = exchange.getIn();
        message.setHeader("kafka.KEY", key);
        headers.forEach(message::setHeader);
        message.setBody(value);
        return exchange;
    }
}
