package dev.caravan.starter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeExchangeException;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatementParametersTest {
    private final StatementParameters parameters = new StatementParameters();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void doesWhatCamelSqlDoesForStatementsOfTheHouse() throws SQLException {
        var query = """
                SELECT outcome FROM place(:?customer_id, :?${variable.caller}, CAST(:?${variable.lines} AS jsonb))
                WHERE name = :?name AND other = CAST(:?name AS text) AND at < :?${variable.until}
                """;
        var body = new HashMap<String, @Nullable Object>(Map.of("customer_id", 7L));
        body.put("name", null);
        exchange.getMessage().setBody(body);
        exchange.setVariable("caller", "ada");
        exchange.setVariable("lines", "[]");

        assertThat(parameters.prepareQuery(query, true, exchange)).isEqualTo("""
                SELECT outcome FROM place(?, ?, CAST(? AS jsonb))
                WHERE name = ? AND other = CAST(? AS text) AND at < ?
                """);
        assertThat(values(parameters, query, 6, body)).containsExactly(7L, "ada", "[]", null, null, null);
        sameAsCamelSql(query, 6, body);
    }

    @Test
    void leavesListsAndExpressionsToCamelSql() throws SQLException {
        exchange.setVariable("id", 5L);
        exchange.getMessage().setHeader("ids", List.of(1, 2, 3));
        sameAsCamelSql("SELECT 1 WHERE id IN (:?in:ids)", 3, null);
        sameAsCamelSql("SELECT 1 WHERE id = :?${header.ids[0]} AND other = :?${variable.id}", 2, null);
    }

    @Test
    void bodyIsNoValueOfAStatementWithoutParameters() throws SQLException {
        assertThat(parameters.count("SELECT 1")).hasValue(0);
        assertThat(values(parameters, "SELECT 1", 0, "no parameters")).isEmpty();
    }

    @Test
    void takesTheValuesOfEachItemOfABatch() throws SQLException {
        var query = "UPDATE outbox SET sent_at = now() WHERE id = :?id";
        assertThat(values(parameters, query, 1, Map.of("id", 1L))).containsExactly(1L);
        assertThat(values(parameters, query, 1, Map.of("id", 2L))).containsExactly(2L);
    }

    @Test
    void saysWhichValueIsMissing() {
        assertThatThrownBy(() -> values(parameters, "SELECT :?name", 1, Map.of()))
                .isInstanceOf(RuntimeExchangeException.class)
                .hasMessageContaining("\"name\"");
    }

    private void sameAsCamelSql(String query, int count, @Nullable Object body) throws SQLException {
        var camel = new DefaultSqlPrepareStatementStrategy();
        assertThat(parameters.prepareQuery(query, true, exchange)).isEqualTo(camel.prepareQuery(query, true, exchange));
        assertThat(values(parameters, query, count, body)).hasSameSizeAs(values(camel, query, count, body));
    }

    private List<@Nullable Object> values(
            SqlPrepareStatementStrategy strategy, String query, int count, @Nullable Object body) throws SQLException {
        var values = new ArrayList<@Nullable Object>();
        var prepared = strategy.prepareQuery(query, true, exchange);
        strategy.createPopulateIterator(query, prepared, count, exchange, body).forEachRemaining(values::add);
        return values;
    }
}
