package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductPagesTest extends CatalogTest {
    private static final Comparator<Map<String, Object>> BY_ID = Comparator.comparingLong(ProductPagesTest::id);
    private static final Comparator<Map<String, Object>> BY_PRICE =
            Comparator.comparing(product -> new BigDecimal(text(product, "price")));
    private static final Comparator<Map<String, Object>> BY_NAME =
            Comparator.comparing(product -> text(product, "name").toLowerCase(Locale.ROOT));
    private static final Comparator<Map<String, Object>> BY_SECOND_OF_CHANGE = Comparator.comparing(
            product -> Instant.parse(text(product, "updated_at")).truncatedTo(ChronoUnit.SECONDS));

    @ParameterizedTest
    @ValueSource(strings = {"id", "-id", "price", "-price", "name", "-name", "updated_at", "-updated_at"})
    void pagesInEveryOrderShowEveryProductOnceWhileOthersComeAndGo(String sort) {
        var category = "Sorted " + UUID.randomUUID();
        var names = List.of("b", "A", "a", "C", "B", "a", "ä", "c");
        var prices = List.of("2.00", "10.00", "2.00", "0.00", "9.99", "10.00", "2.00", "0.50");
        var ids = new ArrayList<Long>();
        for (var i = 0; i < names.size(); i++) {
            ids.add(create(category, names.get(i), prices.get(i)));
        }

        var seen = new ArrayList<Map<String, Object>>();
        var path = "/products?limit=3&category=" + category.replace(" ", "%20") + "&sort=" + sort;
        while (!path.isEmpty()) {
            var page = anyone().urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.jsonPath().<Map<String, Object>>getList("data"));
            var link = page.header("Link");
            path = link == null ? "" : link.replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
            if (seen.size() == 3) {
                // one comes in before the place that was reached, and one that was seen goes
                var down = sort.startsWith("-");
                if (!sort.equals("id") && !sort.equals("updated_at")) {
                    create(category, down ? "zz" : "0", down ? "99.00" : "0.00");
                }
                merchant().header("If-Match", "*").delete("/products/" + id(seen.get(0)));
            }
        }

        var order =
                switch (sort.replace("-", "")) {
                    case "price" -> BY_PRICE.thenComparing(BY_ID);
                    case "name" -> BY_NAME.thenComparing(BY_ID);
                    case "updated_at" -> BY_SECOND_OF_CHANGE.thenComparing(BY_ID);
                    default -> BY_ID;
                };
        assertThat(seen).isSortedAccordingTo(sort.startsWith("-") ? order.reversed() : order);
        assertThat(seen).extracting(ProductPagesTest::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void unknownOrderIsRefused() {
        for (var sort : List.of("colour", "PRICE", "price,name", "id;drop", "--id", "")) {
            anyone().queryParam("sort", sort)
                    .get("/products")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("query/sort"));
        }
    }

    @Test
    void changedCursorIsRefused() {
        create(newSku(), "1.00", 1);
        create(newSku(), "2.00", 1);
        var cursor = anyone().get("/products?limit=1&sort=price").jsonPath().getString("next_cursor");
        var changed = new ArrayList<String>();
        changed.add(cursor.substring(1));
        changed.add(cursor + "A");
        changed.add(cursor + "=");
        changed.add((cursor.charAt(0) == 'A' ? "B" : "A") + cursor.substring(1));
        for (var text : changed) {
            anyone().queryParam("cursor", text)
                    .get("/products?limit=1&sort=price")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_cursor"));
        }
        anyone().get("/products?limit=1&sort=-price&cursor=" + cursor).then().statusCode(400);
        anyone().get("/products?limit=2&sort=price&cursor=" + cursor).then().statusCode(200);
    }

    @Test
    void filtersCombine() {
        var category = "Filtered " + UUID.randomUUID();
        create(category, "Cheap pan", "1.00");
        var wanted = create(category, "Dear pan", "50.00");
        create(category, "Dear pot", "50.00");
        var query = "/products?category=" + category.replace(" ", "%20");
        anyone().urlEncodingEnabled(false)
                .get(query + "&q=pa&min_price=2&max_price=50.00&in_stock=true&updated_since=2020-01-01T00:00:00Z")
                .then()
                .statusCode(200)
                .body("data.id", contains((int) wanted));
        anyone().urlEncodingEnabled(false).get(query + "&in_stock=false").then().body("data.size()", equalTo(0));
        anyone().urlEncodingEnabled(false)
                .get(query + "&updated_since=2999-01-01T00:00:00Z")
                .then()
                .body("data.size()", equalTo(0));
    }

    @Test
    void whoAsksAgainForWhatChangedSinceFindsIt() {
        var category = "Followed " + UUID.randomUUID();
        var first = create(category, "First", "1.00");
        var second = create(category, "Second", "1.00");
        var query = "/products?sort=updated_at&category=" + category.replace(" ", "%20");
        var newest = anyone().urlEncodingEnabled(false).get(query).jsonPath().getString("data[1].updated_at");

        await().until(() -> Instant.now().isAfter(Instant.parse(newest).plusSeconds(1)));
        merchant()
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body("{\"price\":2.00}")
                .patch("/products/" + first)
                .then()
                .statusCode(200);

        anyone().urlEncodingEnabled(false)
                .get(query + "&updated_since=" + newest)
                .then()
                .body("data.id", contains((int) second, (int) first));
    }

    /** Taking stock must stay an update that touches no index, or a hot product's orders pay for every one of them. */
    @Test
    void ordersOfOneSecondTouchNoIndex() throws SQLException {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "catalog", DATABASE.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO catalog.products (name, price, stock_quantity, updated_at)"
                    + " VALUES ('Hot', 1, 1000, TIMESTAMPTZ '2026-01-01T00:00:00Z')");
            for (var order = 0; order < 20; order++) {
                statement.execute(
                        "UPDATE catalog.products SET stock_quantity = stock_quantity - 1, version = version + 1,"
                                + " updated_at = updated_at + INTERVAL '1 millisecond' WHERE name = 'Hot'");
            }
            try (var rows = statement.executeQuery("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables"
                    + " WHERE schemaname = 'catalog' AND relname = 'products'")) {
                rows.next();
                assertThat(rows.getLong("n_tup_upd")).isEqualTo(20);
                assertThat(rows.getLong("n_tup_hot_upd")).isGreaterThan(15);
            }
            connection.rollback();
        }
    }

    /** A page in the depth reads as much as the first: nothing is sorted, and no row is read to be thrown away. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "-id", "price", "-price", "name", "-name", "updated_at", "-updated_at"})
    void pageInTheDepthIsReadFromTheIndex(String sort) throws SQLException {
        try (var connection = DriverManager.getConnection(DATABASE.jdbcUrl(), "catalog", DATABASE.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO catalog.products (name, price, category, updated_at)"
                    + " SELECT 'Deep ' || i, i % 500, 'Deep', TIMESTAMPTZ '2026-01-01T00:00:00Z' + i * INTERVAL '1 second'"
                    + " FROM generate_series(1, 20000) i");
            statement.execute("ANALYZE catalog.products");
            var middle = middle(connection);
            var key =
                    switch (sort.replace("-", "")) {
                        case "price" -> "'250.00'";
                        case "name" -> "'deep 5'";
                        case "updated_at" -> "'2026-01-01 02:46:40'";
                        default -> "NULL";
                    };
            for (var category : new String[] {"NULL", "'Deep'"}) {
                var first = blocks(connection, sort, category, "NULL", "NULL");
                var deep = blocks(connection, sort, category, key, middle);
                assertThat(deep).as(sort + " " + category).isLessThanOrEqualTo(first + 20);
            }
            connection.rollback();
        }
    }

    private static String middle(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT min(id) + 10000 FROM catalog.products WHERE category = 'Deep'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** How many blocks a page reads, once the catalog's own tables are at hand. */
    private static long blocks(Connection connection, String sort, String category, String sortKey, String afterId)
            throws SQLException {
        var read = 0L;
        for (var time = 0; time < 2; time++) {
            try (var statement = connection.createStatement();
                    var plan = statement.executeQuery(
                            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM catalog.find_products(NULL, %s, NULL, NULL, NULL, NULL, NULL, '%s', %s, %s, 21)"
                                    .formatted(category, sort, sortKey, afterId))) {
                plan.next();
                var buffers = JsonPath.from(plan.getString(1));
                read = buffers.getLong("[0].Plan.'Shared Hit Blocks'")
                        + buffers.getLong("[0].Plan.'Shared Read Blocks'");
            }
        }
        return read;
    }

    private long create(String category, String name, String price) {
        return merchant()
                .body("{\"name\":\"%s\",\"price\":%s,\"category\":\"%s\",\"stock_quantity\":1}"
                        .formatted(name, price, category))
                .post("/products")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static long id(Map<String, Object> product) {
        return Long.parseLong(text(product, "id"));
    }

    private static String text(Map<String, Object> product, String member) {
        return Objects.requireNonNull(product.get(member)).toString();
    }
}
