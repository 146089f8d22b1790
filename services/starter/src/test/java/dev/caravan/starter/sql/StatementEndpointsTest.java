package dev.caravan.starter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code camel-sql} asks a database for is only seen by its driver, so that the driver is the test's own. */
final class StatementEndpointsTest {
    private final Driver driver = new Driver();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void databaseIsNotAskedHowManyParametersThereAre(int parameters) throws Exception {
        var sent = IntStream.range(0, parameters).boxed().collect(Collectors.toMap(i -> "p" + i, i -> (Object) i));
        call(true, statement(parameters), sent);

        assertThat(driver.questions).isZero();
        assertThat(driver.bound.values())
                .containsExactlyElementsOf(
                        IntStream.range(0, parameters).boxed().toList());
    }

    @Test
    void camelSqlAsksAtEachCallWhenNobodyCounts() throws Exception {
        call(false, statement(1), Map.of("p0", 0));

        assertThat(driver.questions)
                .as("the day it does not, StatementEndpoints has nothing to do")
                .isEqualTo(1);
    }

    @Test
    void aListOfUnknownLengthIsLeftToCamelSql() throws Exception {
        driver.parameters = 3;
        call(true, "UPDATE things SET x = 1 WHERE id IN (:#in:ids)", Map.of("ids", List.of(1, 2, 3)));

        assertThat(driver.bound.values()).containsExactly(1, 2, 3);
    }

    private static String statement(int parameters) {
        return IntStream.range(0, parameters)
                .mapToObj(i -> "c" + i + " = :#p" + i)
                .collect(Collectors.joining(", ", "UPDATE things SET x = 1, ", " WHERE true"));
    }

    private void call(boolean counts, String statement, Map<String, Object> body) throws Exception {
        try (var context = new DefaultCamelContext()) {
            if (counts) {
                context.getCamelContextExtension().registerEndpointCallback(new StatementEndpoints(context));
            }
            var sql = new SqlComponent();
            sql.setDataSource(driver.dataSource());
            context.addComponent("sql", sql);
            context.start();
            context.createProducerTemplate().requestBody("sql:" + statement, body);
        }
    }

    /** Keeps what is bound, and counts how often it is asked for the number of parameters. */
    private static final class Driver {
        private final Map<Integer, Object> bound = new TreeMap<>();
        private int questions;
        private int parameters = 1;

        DataSource dataSource() {
            return as(
                    DataSource.class,
                    (self, method, arguments) -> method.getName().equals("getConnection") ? connection() : null);
        }

        private Connection connection() {
            return as(
                    Connection.class,
                    (self, method, arguments) -> method.getName().equals("prepareStatement") ? statement() : null);
        }

        private PreparedStatement statement() {
            return as(PreparedStatement.class, (self, method, arguments) -> switch (method.getName()) {
                case "getParameterMetaData" -> {
                    questions++;
                    yield as(ParameterMetaData.class, (metadata, asked, none) -> parameters);
                }
                case "setObject", "setInt", "setString" -> bound.put((Integer) arguments[0], arguments[1]);
                case "execute" -> false;
                case "getUpdateCount" -> 1;
                default -> null;
            });
        }

        /** What is an object of this type, in what the handler does; it is equal to itself, as every object is. */
        private static <T> T as(Class<T> type, InvocationHandler handler) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                        case "hashCode" -> System.identityHashCode(self);
                        case "toString" -> type.getSimpleName();
                        default -> handler.invoke(self, method, arguments);
                    }));
        }
    }
}
