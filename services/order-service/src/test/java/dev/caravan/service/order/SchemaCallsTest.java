package dev.caravan.service.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one schema may call of another is a contract, {@code database/calls.json}: nothing else is granted, and nothing else is called. */
final class SchemaCallsTest {
    private static final String SCHEMAS = "('catalog', 'customer', 'orders', 'integration')";
    private static final Map<String, String> SCHEMA_OF_CONTEXT =
            Map.of("catalog", "catalog", "customer", "customer", "order", "orders", "integration", "integration");
    private static final Pattern CALL = Pattern.compile("\\b(catalog|customer|orders|integration)\\.(\\w+)\\s*\\(");
    private static final Shop SHOP = Shop.open();

    /** A call that is allowed. */
    private record Call(String from, String function) {
        String name() {
            return function.substring(0, function.indexOf('('));
        }
    }

    @BeforeAll
    static void migrateTheOthers() {
        SHOP.migrate("orders");
        SHOP.migrate("integration");
    }

    @Test
    void everyFunctionIsCallableByItsOwnerAndByThoseOfTheContract() throws Exception {
        var expected = new TreeSet<String>();
        rows("SELECT n.nspname, " + signature() + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE n.nspname IN " + SCHEMAS)
                .forEach(row -> expected.add(row.getFirst() + " calls " + row.getLast()));
        calls().forEach(call -> expected.add(call.from() + " calls " + call.function()));

        var granted = rows("SELECT r.rolname, " + signature()
                        + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, pg_roles r"
                        + " WHERE n.nspname IN " + SCHEMAS
                        + " AND r.rolname IN ('catalog', 'customer', 'orders', 'integration', 'operator')"
                        + " AND has_function_privilege(r.oid, p.oid, 'EXECUTE')")
                .stream()
                .map(row -> row.getFirst() + " calls " + row.getLast())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(granted).isEqualTo(expected);
    }

    @Test
    void everyTableIsItsOwnersAndTheOperatorOnlyReads() throws Exception {
        var granted = rows("SELECT r.rolname, n.nspname, privilege"
                + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r,"
                + " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege"
                + " WHERE n.nspname IN " + SCHEMAS + " AND c.relkind IN ('r', 'v')"
                + " AND r.rolname IN ('catalog', 'customer', 'orders', 'integration', 'operator')"
                + " AND has_table_privilege(r.oid, c.oid, privilege)");

        assertThat(granted).isNotEmpty().allSatisfy(row -> {
            if (row.getFirst().equals("operator")) {
                assertThat(row.getLast()).isEqualTo("SELECT");
            } else {
                assertThat(row.getFirst()).isEqualTo(row.get(1));
            }
        });
        assertThat(granted).anyMatch(row -> row.getFirst().equals("operator"));
    }

    @Test
    void whatIsCalledOfAnotherSchemaIsInTheContractAndTheOtherWayRound() throws Exception {
        var called = new TreeSet<String>();
        rows("SELECT n.nspname, coalesce(p.prosrc, '') FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE n.nspname IN " + SCHEMAS)
                .forEach(row -> called.addAll(foreignCalls(row.getFirst(), row.getLast())));
        for (var context : SCHEMA_OF_CONTEXT.entrySet()) {
            var name = context.getKey();
            var schema = context.getValue();
            try (var statements = Files.list(Path.of("../../routes", name, "src/main/resources/sql", name))) {
                for (var statement : statements.toList()) {
                    called.addAll(foreignCalls(schema, Files.readString(statement)));
                }
            }
        }

        assertThat(called)
                .isEqualTo(calls().stream()
                        .map(call -> call.from() + " calls " + call.name())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> foreignCalls(String schema, String sql) {
        return CALL.matcher(sql)
                .results()
                .filter(call -> !call.group(1).equals(schema))
                .map(call -> schema + " calls " + call.group(1) + "." + call.group(2))
                .collect(Collectors.toSet());
    }

    private static String signature() {
        return "n.nspname || '.' || p.proname || '('"
                + " || array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) AS t), ', ') || ')'";
    }

    private static List<Call> calls() throws IOException {
        try (var file = SchemaCallsTest.class.getResourceAsStream("/database/calls.json")) {
            var calls = new ArrayList<Call>();
            for (JsonNode call : new ObjectMapper().readTree(file).path("calls")) {
                assertThat(call.path("why").asText()).isNotBlank();
                calls.add(new Call(
                        call.path("from").asText(), call.path("function").asText()));
            }
            return calls;
        }
    }

    private static List<List<String>> rows(String sql) throws SQLException {
        try (var connection = SHOP.connect("orders");
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
