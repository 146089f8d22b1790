package dev.caravan.gateway.analytics;

import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.ddb.Ddb2Constants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;

/** A query for the windows of a product: partition key {@code product_id}, sort key {@code window_start}. */
final class WindowQuery {
    private static final Logger LOG = LoggerFactory.getLogger(WindowQuery.class);
    /** Before and after every window: sort keys are RFC 3339 text. */
    private static final String BEGINNING = "0000";

    private static final String END = "9999-12-31T23:59:59Z";
    private static final String AFTER_THE_END = "~";
    /** A sort key that no item has. */
    private static final String NONE = "!";

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private WindowQuery() {}

    /** Refuses a range that ends before it begins. */
    static void check(Exchange exchange) {
        var from = exchange.getVariable("from", OffsetDateTime.class);
        var to = exchange.getVariable("to", OffsetDateTime.class);
        if (from != null && to != null && to.isBefore(from)) {
            throw new ProblemException(Problem.unprocessable(
                    List.of(new FieldError("query/to", "inverted_range", "must not be before from"))));
        }
    }

    static void prepare(Exchange exchange) {
        var from = exchange.getVariable("from", OffsetDateTime.class);
        var to = exchange.getVariable("to", OffsetDateTime.class);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(
                Ddb2Constants.KEY_CONDITIONS,
                Map.of(
                        "product_id",
                        equalTo(exchange.getVariable("product_id", String.class)),
                        "window_start",
                        between(from == null ? BEGINNING : atOrAfter(from), to == null ? END : before(to))));
        message.setHeader(Ddb2Constants.SCAN_INDEX_FORWARD, false);
        message.setHeader(
                Ddb2Constants.LIMIT,
                exchange.getVariable(ExchangeVariables.LIMIT_PLUS_ONE, Long.class)
                        .intValue());
        var after = exchange.getVariable("after_window_start", String.class);
        if (after != null) {
            message.setHeader(
                    Ddb2Constants.START_KEY,
                    Map.of(
                            "product_id",
                            AttributeValue.fromS(exchange.getVariable("product_id", String.class)),
                            "window_start",
                            AttributeValue.fromS(after)));
        }
    }

    static void rows(Exchange exchange) {
        var asOf = WindowProgress.of(exchange);
        var items = items(exchange).stream().map(item -> row(item, asOf)).toList();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(items);
    }

    /** Adds how far the numbers are final, and for how long they may be kept. */
    @SuppressWarnings("unchecked")
    static void describe(Exchange exchange) {
        var asOf = WindowProgress.of(exchange);
        var page = exchange.getMessage().getBody(Map.class);
        var response = new LinkedHashMap<String, @Nullable Object>();
        response.put("data", page.get("data"));
        response.put("as_of", asOf);
        response.put("next_cursor", page.get("next_cursor"));
        exchange.getMessage().setBody(response);
        exchange.getMessage()
                .setHeader("Cache-Control", isFinal(exchange, asOf) ? "private, max-age=3600" : "private, max-age=1");
    }

    /** Whether no window can be added to the page or change in it: all that it may hold end before what is final. */
    private static boolean isFinal(Exchange exchange, @Nullable Instant asOf) {
        var to = exchange.getVariable("to", OffsetDateTime.class);
        var after = exchange.getVariable("after_window_start", String.class);
        return (to != null && WindowProgress.isFinal(asOf, endOfLastBefore(to)))
                || (after != null && WindowProgress.isFinal(asOf, Instant.parse(after)));
    }

    /** The end of the last window that begins before a time; windows are the minutes of the clock. */
    private static Instant endOfLastBefore(OffsetDateTime time) {
        return time.toInstant().minusNanos(1).truncatedTo(ChronoUnit.MINUTES).plus(WINDOW);
    }

    static void failed(Exchange exchange) {
        LOG.warn(
                "The analytics table did not answer: {}",
                String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
        throw new ProblemException(
                Problem.unavailable("analytics_unavailable", "Analytics are away for a moment. Try again shortly.", 2));
    }

    private static Map<String, @Nullable Object> row(Map<String, AttributeValue> item, @Nullable Instant asOf) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("product_id", attribute(item, "product_id").s());
        row.put("window_start", attribute(item, "window_start").s());
        row.put("window_end", attribute(item, "window_end").s());
        row.put(
                "unique_user_count",
                Long.valueOf(attribute(item, "unique_user_count").n()));
        row.put(
                "final",
                WindowProgress.isFinal(
                        asOf, Instant.parse(attribute(item, "window_end").s())));
        return row;
    }

    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    static Condition equalTo(String value) {
        return condition(ComparisonOperator.EQ, value);
    }

    /** DynamoDB refuses a range that ends before it begins, such as that of one and the same time: it holds nothing. */
    private static Condition between(String first, String last) {
        return first.compareTo(last) <= 0
                ? condition(ComparisonOperator.BETWEEN, first, last)
                : condition(ComparisonOperator.EQ, NONE);
    }

    private static Condition condition(ComparisonOperator operator, String... values) {
        return Condition.builder()
                .comparisonOperator(operator)
                .attributeValueList(
                        Arrays.stream(values).map(AttributeValue::fromS).toList())
                .build();
    }

    /** The first whole second that is not before the time: windows begin on whole seconds. */
    private static String atOrAfter(OffsetDateTime time) {
        var instant = time.toInstant();
        var second = instant.truncatedTo(ChronoUnit.SECONDS);
        var first = format(second.equals(instant) ? second : second.plusSeconds(1));
        // the second after the last one has a year of five digits, which is not in the order of text
        return first.startsWith("+") ? AFTER_THE_END : first;
    }

    private static String before(OffsetDateTime time) {
        return format(time.toInstant().minusNanos(1).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String format(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, AttributeValue>> items(Exchange exchange) {
        return exchange.getMessage().getHeader(Ddb2Constants.ITEMS, List.class);
    }
}
