package dev.caravan.shared.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.contract.Parameter;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.statement.StatementRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Keyset paging: a page begins after the last key of the page before, so that any page costs what the first one costs,
 * and rows that come and go meanwhile neither repeat nor vanish. The key travels as a cursor that only the platform can
 * make, see {@link CursorSeal}.
 */
public final class Paging {
    private static final long DEFAULT_LIMIT = 20;
    private static final Pattern NOT_OF_A_URI = Pattern.compile("[\"<>\\\\^`{|}]");
    private static final TypeReference<List<@Nullable Object>> PLACE = new TypeReference<>() {};

    /** Text beyond Unicode's first plane in 4 bytes and not in 12, or the cursors of long names would be too long to send. */
    private static final ObjectWriter PLACES =
            Json.MAPPER.writer().with(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);

    private final List<Key> keys;

    private Paging(Key... keys) {
        this.keys = List.of(keys);
    }

    /** Pages ordered by a column of unique whole numbers. */
    public static Paging byNumber(String column) {
        return new Paging(new Key(column, Number.class));
    }

    /** Pages ordered by a column of unique texts. */
    public static Paging byText(String column) {
        return new Paging(new Key(column, String.class));
    }

    /**
     * Pages in an order that the caller chose: by the text in column {@code _sort_key}, which may be null where the
     * order needs none, and then by a column of unique whole numbers.
     */
    public static Paging bySortKeyAndNumber(String column) {
        return new Paging(new Key("_sort_key", String.class), new Key(column, Number.class));
    }

    /**
     * First step: sets a variable {@code after_<column>} for each column of the key (null on the first page) and
     * {@link ExchangeVariables#LIMIT_PLUS_ONE} for the statement.
     *
     * @throws ProblemException 400 when the cursor is none of ours, or belongs to another query
     */
    public void begin(Exchange exchange) {
        var limit = exchange.getVariable("limit", Long.class);
        exchange.setVariable(ExchangeVariables.LIMIT_PLUS_ONE, (limit == null ? DEFAULT_LIMIT : limit) + 1);
        var cursor = exchange.getVariable("cursor", String.class);
        var place = cursor == null ? null : place(seal(exchange).open(query(exchange), cursor));
        for (var i = 0; i < keys.size(); i++) {
            exchange.setVariable(
                    keys.get(i).variable(), place == null ? null : keys.get(i).checked(place.get(i)));
        }
    }

    /** Last step: turns up to {@code limit + 1} rows into a page with its next cursor. */
    public void reply(Exchange exchange) {
        var rows = rows(exchange);
        var limit = exchange.getVariable(ExchangeVariables.LIMIT_PLUS_ONE, Long.class) - 1;
        var page = rows.stream().limit(limit).toList();
        var next = rows.size() > limit ? cursor(exchange, page.getLast()) : null;
        var message = exchange.getMessage();
        if (next != null) {
            message.setHeader("Link", "<" + nextLink(exchange, next) + ">; rel=\"next\"");
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("data", page.stream().map(StatementRow::resource).toList());
        body.put("next_cursor", next);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setBody(body);
    }

    @SuppressWarnings("unchecked")
    private static List<StatementRow> rows(Exchange exchange) {
        var list = (List<Map<String, @Nullable Object>>) exchange.getMessage().getBody();
        return list.stream().map(StatementRow::new).toList();
    }

    private String cursor(Exchange exchange, StatementRow last) {
        var place = new ArrayList<@Nullable Object>();
        for (var key : keys) {
            place.add(last.columns().get(key.column()));
        }
        return seal(exchange).seal(query(exchange), bytes(place));
    }

    private static byte[] bytes(List<@Nullable Object> place) {
        try {
            return PLACES.writeValueAsBytes(place);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable Object> place(byte[] sealed) {
        try {
            return Json.MAPPER.readValue(sealed, PLACE);
        } catch (IOException e) {
            throw new IllegalStateException("A place under our own seal cannot be read", e);
        }
    }

    private static CursorSeal seal(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getContext().getRegistry().lookupByNameAndType(CursorSeal.NAME, CursorSeal.class),
                "The registry has no " + CursorSeal.NAME);
    }

    /**
     * The query that a cursor belongs to: the path and every filter that was given, but not the place in the list. As JSON,
     * since no two queries are the same JSON, whatever their values hold.
     */
    private static String query(Exchange exchange) {
        var operation = exchange.getVariable(ExchangeVariables.OPERATION, Operation.class);
        var filters = new LinkedHashMap<String, Object>();
        for (var parameter : operation.parameters()) {
            var value = exchange.getVariable(parameter.variable());
            if (parameter.in() == Parameter.In.QUERY
                    && value != null
                    && !List.of("cursor", "limit").contains(parameter.name())) {
                filters.put(parameter.name(), value);
            }
        }
        return new String(
                Json.write(List.of(exchange.getVariable(ExchangeVariables.PATH, String.class), filters)),
                StandardCharsets.UTF_8);
    }

    private static String nextLink(Exchange exchange, String cursor) {
        var query = exchange.getVariable(ExchangeVariables.QUERY, String.class);
        var kept = query == null
                ? new ArrayList<String>()
                : Arrays.stream(query.split("&", -1))
                        .filter(pair -> !pair.isEmpty() && !name(pair).equals("cursor"))
                        .map(Paging::encoded)
                        .collect(Collectors.toCollection(ArrayList::new));
        kept.add("cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        return exchange.getVariable(ExchangeVariables.PATH, String.class) + "?" + String.join("&", kept);
    }

    /** What a caller may send as it is, and what would end the URI of a {@code Link} (RFC 8288, section 3). */
    private static String encoded(String pair) {
        return NOT_OF_A_URI
                .matcher(pair)
                .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    }

    private static String name(String pair) {
        var equals = pair.indexOf('=');
        return URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
    }

    /** One column of the key. */
    private record Key(String column, Class<?> type) {
        String variable() {
            return "after_" + (column.startsWith("_") ? column.substring(1) : column);
        }

        @Nullable
        Object checked(@Nullable Object value) {
            return value == null ? null : type.cast(value);
        }
    }
}
