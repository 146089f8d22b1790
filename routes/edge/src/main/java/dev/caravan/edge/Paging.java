package dev.caravan.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Keyset paging: a page begins after the last key of the page before, so that any page costs what the first one costs,
 * and rows that come and go meanwhile neither repeat nor vanish. The key travels as an opaque cursor.
 */
public final class Paging {
    private static final long DEFAULT_LIMIT = 20;

    private final String column;
    private final Class<?> type;

    private Paging(String column, Class<?> type) {
        this.column = column;
        this.type = type;
    }

    /** Pages ordered by a column of unique whole numbers. */
    public static Paging byNumber(String column) {
        return new Paging(column, Number.class);
    }

    /** Pages ordered by a column of unique texts. */
    public static Paging byText(String column) {
        return new Paging(column, String.class);
    }

    /**
     * First step: sets the variables {@code after_<column>} (null on the first page) and
     * {@link Variables#LIMIT_PLUS_ONE} for the statement.
     *
     * @throws ProblemException 400 when the cursor is none of ours, or belongs to another query
     */
    public void begin(Exchange exchange) {
        var limit = exchange.getVariable("limit", Long.class);
        exchange.setVariable(Variables.LIMIT_PLUS_ONE, (limit == null ? DEFAULT_LIMIT : limit) + 1);
        var cursor = exchange.getVariable("cursor", String.class);
        exchange.setVariable("after_" + column, cursor == null ? null : decode(cursor, query(exchange)));
    }

    /** Last step: turns up to {@code limit + 1} rows into a page with its next cursor. */
    public void reply(Exchange exchange) {
        var rows = rows(exchange);
        var limit = exchange.getVariable(Variables.LIMIT_PLUS_ONE, Long.class) - 1;
        var page = rows.stream().limit(limit).toList();
        var next = rows.size() > limit ? encode(page.getLast(), query(exchange)) : null;
        var message = exchange.getMessage();
        if (next != null) {
            message.setHeader("Link", "<" + nextLink(exchange, next) + ">; rel=\"next\"");
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("data", page.stream().map(Row::resource).toList());
        body.put("next_cursor", next);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setBody(body);
    }

    @SuppressWarnings("unchecked")
    private static List<Row> rows(Exchange exchange) {
        var list = (List<Map<String, @Nullable Object>>) exchange.getMessage().getBody();
        return list.stream().map(Row::new).toList();
    }

    private String encode(Row last, String query) {
        var place = new Object[] {query.hashCode(), last.required(column)};
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(place));
    }

    private Object decode(String cursor, String query) {
        try {
            var place = Json.MAPPER.readValue(Base64.getUrlDecoder().decode(cursor), Object[].class);
            if (place.length == 2 && Objects.equals(place[0], query.hashCode()) && type.isInstance(place[1])) {
                return place[1];
            }
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw invalidCursor();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
        throw invalidCursor();
    }

    private static ProblemException invalidCursor() {
        return new ProblemException(Problem.badRequest(
                "invalid_cursor", "The cursor is not one that this query gave. Begin without a cursor."));
    }

    /** The query that a cursor belongs to: the operation and every filter, but not the place in the list. */
    private static String query(Exchange exchange) {
        var operation = exchange.getVariable(Variables.OPERATION, Operation.class);
        return operation.id()
                + operation.parameters().stream()
                        .filter(parameter -> parameter.in() == Parameter.In.QUERY)
                        .filter(parameter -> !List.of("cursor", "limit").contains(parameter.name()))
                        .map(parameter -> parameter.name() + "=" + exchange.getVariable(parameter.variable()))
                        .collect(Collectors.joining("&"));
    }

    private static String nextLink(Exchange exchange, String cursor) {
        var query = exchange.getVariable(Variables.QUERY, String.class);
        var kept = query == null
                ? new ArrayList<String>()
                : Arrays.stream(query.split("&", -1))
                        .filter(pair -> !pair.startsWith("cursor=") && !pair.isEmpty())
                        .collect(Collectors.toCollection(ArrayList::new));
        kept.add("cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        return exchange.getVariable(Variables.PATH, String.class) + "?" + String.join("&", kept);
    }
}
