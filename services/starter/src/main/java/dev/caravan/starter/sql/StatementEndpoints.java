package dev.caravan.starter.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.component.sql.SqlHelper;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Prepares every {@code sql:} endpoint: its parameters are bound by {@link StatementParameters}, and counted once, from the
 * statement. Without a count {@code camel-sql} asks the database for it before each call.
 */
final class StatementEndpoints implements EndpointStrategy {
    private final CamelContext context;
    private final StatementParameters parameters = new StatementParameters();

    StatementEndpoints(CamelContext context) {
        this.context = context;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof SqlEndpoint sql) {
            sql.setPrepareStatementStrategy(parameters);
            if (!sql.isUseMessageBodyForSql()) {
                // camel-sql takes 0 for "not known"; how many there are, the strategy knows
                parameters.count(text(sql)).ifPresent(count -> sql.setParametersCount(Math.max(1, count)));
            }
        }
        return endpoint;
    }

    /** The statement as the endpoint's producer will read it. */
    private String text(SqlEndpoint sql) {
        try {
            return SqlHelper.resolveQuery(
                    context, sql.getQuery(), sql.isUsePlaceholder() ? sql.getPlaceholder() : null);
        } catch (IOException e) {
            throw new UncheckedIOException(sql.getQuery(), e);
        } catch (NoTypeConversionAvailableException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
