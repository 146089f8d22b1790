package dev.caravan.shared.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

final class PagingTest {
    private static final Operation LIST_THINGS = Objects.requireNonNull(
            Contract.load("openapi/things.yaml").operations().get("listThings"));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Paging pages = Paging.byNumber("id");

    PagingTest() {
        context.getRegistry().bind(CursorSeal.NAME, CursorSeal.of("a secret of this test"));
    }

    @Property(tries = 200)
    void everyRowIsSeenOnceInAnOrderWithTies(
            @ForAll @Size(max = 40) List<@IntRange(max = 3) Integer> prices,
            @ForAll @IntRange(min = 1, max = 10) int limit) {
        var table = IntStream.range(0, prices.size())
                .mapToObj(id -> new Priced(prices.get(id), id))
                .sorted()
                .toList();
        var byPrice = Paging.bySortKeyAndNumber("id");
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            var exchange = exchange(limit, cursor, null);
            byPrice.begin(exchange);
            var key = exchange.getVariable("after_sort_key", String.class);
            var after = key == null
                    ? new Priced(-1, -1)
                    : new Priced(Integer.parseInt(key), exchange.getVariable("after_id", Long.class));
            exchange.getMessage()
                    .setBody(table.stream()
                            .filter(row -> row.compareTo(after) > 0)
                            .limit(limit + 1L)
                            .map(Priced::row)
                            .toList());
            byPrice.reply(exchange);
            var page = exchange.getMessage().getBody(Map.class);
            ((List<?>) Objects.requireNonNull(page.get("data")))
                    .forEach(row -> seen.add((Long) ((Map<?, ?>) row).get("id")));
            cursor = (String) page.get("next_cursor");
        } while (cursor != null);
        assertThat(seen).isEqualTo(table.stream().map(Priced::id).toList());
    }

    private record Priced(int price, long id) implements Comparable<Priced> {
        @Override
        public int compareTo(Priced other) {
            return price == other.price ? Long.compare(id, other.id) : Integer.compare(price, other.price);
        }

        Map<String, Object> row() {
            return new TreeMap<>(Map.of("_sort_key", String.valueOf(price), "id", id));
        }
    }

    @Property(tries = 200)
    void everyRowIsSeenOnceHoweverLongThePages(
            @ForAll @IntRange(max = 40) int rows, @ForAll @IntRange(min = 1, max = 10) int limit) {
        var table = LongStream.rangeClosed(1, rows).boxed().toList();
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            var exchange = exchange(limit, cursor, null);
            pages.begin(exchange);
            exchange.getMessage().setBody(select(table, exchange));
            pages.reply(exchange);
            var page = exchange.getMessage().getBody(Map.class);
            ((List<?>) Objects.requireNonNull(page.get("data")))
                    .forEach(row -> seen.add((Long) ((Map<?, ?>) row).get("id")));
            cursor = (String) page.get("next_cursor");
            assertThat(exchange.getMessage().getHeader("Link") == null).isEqualTo(cursor == null);
        } while (cursor != null);
        assertThat(seen).isEqualTo(table);
    }

    @Property(tries = 200)
    void noOtherTextIsACursor(@ForAll String text) {
        var exchange = exchange(10, text, null);
        var refused = catchThrowableOfType(ProblemException.class, () -> pages.begin(exchange));
        assertThat(refused.problem().code()).isEqualTo("invalid_cursor");
    }

    @Property(tries = 20)
    void cursorBelongsToItsQuery(@ForAll @IntRange(min = 2, max = 40) int rows) {
        var exchange = exchange(1, null, "big");
        pages.begin(exchange);
        exchange.getMessage()
                .setBody(select(LongStream.rangeClosed(1, rows).boxed().toList(), exchange));
        pages.reply(exchange);
        var cursor = (String) exchange.getMessage().getBody(Map.class).get("next_cursor");
        var other = exchange(1, cursor, "small");
        assertThat(catchThrowableOfType(ProblemException.class, () -> pages.begin(other))
                        .problem()
                        .status())
                .isEqualTo(400);
    }

    /** A filter that is not there is no filter for "null", and one value is no two filters. */
    @Property(tries = 500)
    void cursorIsGoodForNoOtherFilters(
            @ForAll("filters") Map<String, String> given, @ForAll("filters") Map<String, String> others) {
        Assume.that(!given.equals(others));
        var query = exchange(1, null, null);
        given.forEach(query::setVariable);
        pages.begin(query);
        query.getMessage().setBody(select(List.of(1L, 2L), query));
        pages.reply(query);
        var cursor = (String) query.getMessage().getBody(Map.class).get("next_cursor");
        var other = exchange(1, cursor, null);
        others.forEach(other::setVariable);
        assertThat(catchThrowableOfType(ProblemException.class, () -> pages.begin(other))
                        .problem()
                        .code())
                .isEqualTo("invalid_cursor");
    }

    @Provide
    Arbitrary<Map<String, String>> filters() {
        var values = Arbitraries.of("null", "", "a", "a&since=b", "b", "a\",\"since\":\"b", "a?since=b", "=", "&");
        return Arbitraries.maps(Arbitraries.of("kind", "since"), values);
    }

    @Property(tries = 20)
    void changedPlaceIsNoCursor(@ForAll @AlphaChars @StringLength(min = 1) String place) {
        var query = exchange(1, null, null);
        pages.begin(query);
        query.getMessage().setBody(select(List.of(1L, 2L), query));
        pages.reply(query);
        var cursor = (String) query.getMessage().getBody(Map.class).get("next_cursor");
        var decoded = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
        assertThat(decoded).contains("[1]");
        var forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(decoded.replace("[1]", "[\"" + place + "\"]").getBytes(StandardCharsets.ISO_8859_1));
        var exchange = exchange(1, forged, null);
        assertThat(catchThrowableOfType(ProblemException.class, () -> pages.begin(exchange))
                        .problem()
                        .code())
                .isEqualTo("invalid_cursor");
    }

    /** RFC 8288, section 3: a client reads the URI up to the first {@code >}. */
    @Property(tries = 200)
    void linkHasOneUriWhateverTheQueryHolds(@ForAll @CharRange(from = '!', to = '~') String filter) {
        var exchange = exchange(1, null, null);
        exchange.setVariable(
                ExchangeVariables.QUERY, "kind=" + filter.replace("%", "").replace("&", ""));
        pages.begin(exchange);
        exchange.getMessage().setBody(List.of(Map.of("id", 1L), Map.of("id", 2L)));
        pages.reply(exchange);

        assertThat(exchange.getMessage().getHeader("Link", String.class))
                .matches("<[^<>\"\\\\^`{|} ]+[?&]cursor=[^<>&]+>; rel=\"next\"");
    }

    private Exchange exchange(int limit, @Nullable String cursor, @Nullable String kind) {
        var exchange = new DefaultExchange(context);
        exchange.setVariable(ExchangeVariables.OPERATION, LIST_THINGS);
        exchange.setVariable(ExchangeVariables.PATH, "/things");
        exchange.setVariable("limit", (long) limit);
        exchange.setVariable("cursor", cursor);
        exchange.setVariable("kind", kind);
        return exchange;
    }

    /** What the statement of a list does. */
    private static List<Map<String, Object>> select(List<Long> table, Exchange exchange) {
        var after = exchange.getVariable("after_id", Long.class);
        return table.stream()
                .filter(id -> after == null || id > after)
                .limit(exchange.getVariable(ExchangeVariables.LIMIT_PLUS_ONE, Long.class))
                .map(id -> (Map<String, Object>) new TreeMap<String, Object>(Map.of("id", id)))
                .toList();
    }
}
