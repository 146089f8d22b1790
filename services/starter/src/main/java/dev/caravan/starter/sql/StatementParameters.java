package dev.caravan.starter.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeExchangeException;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;

/**
 * Reads the parameters of a statement when it is first used, where {@code camel-sql} would do so several times for each
 * request, and looks their values up without an expression language. Statements whose parameters are neither
 * {@code :#name} nor {@code :#${variable.name}} are left to {@code camel-sql}.
 */
final class StatementParameters implements SqlPrepareStatementStrategy {
    private static final String BEGIN = ":?";
    private static final Pattern PARAMETER =
            Pattern.compile(":\\?(?:\\$\\{variable\\.(\\w{1,64})}|(?!in:)(\\w{1,64}))");

    private final SqlPrepareStatementStrategy others = new DefaultSqlPrepareStatementStrategy();
    private final ConcurrentMap<String, Statement> statements = new ConcurrentHashMap<>();

    /** How many values a statement takes; nothing where only {@code camel-sql} can tell. */
    OptionalInt count(String query) {
        var statement = statement(query);
        return statement.isPlain() ? OptionalInt.of(statement.parameters().size()) : OptionalInt.empty();
    }

    /** The values of a plain statement, all of them, in their order. */
    private static final class Values implements Iterator<@Nullable Object> {
        private final List<@Nullable Object> all;
        private final Iterator<@Nullable Object> left;

        Values(List<@Nullable Object> all) {
            this.all = all;
            this.left = all.iterator();
        }

        void bind(PreparedStatement statement) throws SQLException {
            new ArgumentPreparedStatementSetter(all.toArray()).setValues(statement);
        }

        @Override
        public boolean hasNext() {
            return left.hasNext();
        }

        @Override
        public @Nullable Object next() {
            return left.next();
        }
    }

    /**
     * A statement as it was read.
     *
     * @param sql the statement with a question mark for each parameter
     * @param parameters where their values are
     * @param isPlain whether every parameter is of the two known kinds; so are they all where there is none
     */
    private record Statement(String sql, List<Parameter> parameters, boolean isPlain) {
        static Statement read(String query) {
            var parameters = new ArrayList<Parameter>();
            var matcher = PARAMETER.matcher(query);
            while (matcher.find()) {
                var variable = matcher.group(1);
                parameters.add(
                        variable == null ? new Parameter(matcher.group(2), false) : new Parameter(variable, true));
            }
            var begun = (query.length() - query.replace(BEGIN, "").length()) / BEGIN.length();
            var isPlain = begun == parameters.size();
            return new Statement(matcher.replaceAll("?"), List.copyOf(parameters), isPlain);
        }
    }

    /**
     * Where a value is.
     *
     * @param name its name
     * @param isVariable whether it is looked for nowhere but among the exchange's variables
     */
    private record Parameter(String name, boolean isVariable) {
        @Nullable
        Object value(Exchange exchange, @Nullable Object body) {
            if (isVariable) {
                return exchange.getVariable(name);
            }
            if (body instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
            var header = exchange.getMessage().getHeader(name);
            if (header != null) {
                return header;
            }
            var variable = exchange.getVariable(name);
            if (variable == null) {
                throw new RuntimeExchangeException("The body has no \"" + name + "\" for the statement", exchange);
            }
            return variable;
        }
    }

    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) throws SQLException {
        var statement = statement(query);
        return allowNamedParameters && statement.isPlain()
                ? statement.sql()
                : others.prepareQuery(query, allowNamedParameters, exchange);
    }

    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, @Nullable Object value)
            throws SQLException {
        var statement = statement(query);
        if (!statement.isPlain()) {
            return others.createPopulateIterator(query, preparedQuery, expectedParams, exchange, value);
        }
        var values = new ArrayList<@Nullable Object>(statement.parameters().size());
        for (var parameter : statement.parameters()) {
            values.add(parameter.value(exchange, value));
        }
        return new Values(values);
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expectedParams)
            throws SQLException {
        if (values instanceof Values plain) {
            plain.bind(statement);
        } else {
            others.populateStatement(statement, values, expectedParams);
        }
    }

    /** Statements come from files, so that there are few. */
    private Statement statement(String query) {
        return statements.computeIfAbsent(query, Statement::read);
    }
}
