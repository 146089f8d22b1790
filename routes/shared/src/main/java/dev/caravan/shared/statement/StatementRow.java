package dev.caravan.shared.statement;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A row that a statement answered. Its columns are the fields of the JSON resource, but for those that speak to the route and never
 * reach the client: {@code version}, which becomes the entity tag, and those that begin with {@code _}.
 *
 * @param columns names and values in the order of the statement
 */
public record StatementRow(Map<String, @Nullable Object> columns) {
    private static final String VERSION = "version";

    /**
     * The one row in the body.
     *
     * @throws ProblemException 404 when the statement found none
     */
    @SuppressWarnings("unchecked")
    public static StatementRow in(Exchange exchange) {
        var body = exchange.getMessage().getBody();
        if (!(body instanceof Map<?, ?> map)) {
            throw new ProblemException(Problem.notFound());
        }
        return new StatementRow((Map<String, @Nullable Object>) map);
    }

    /** A column that the statement always fills. */
    public Object required(String column) {
        return Objects.requireNonNull(columns.get(column), column);
    }

    /** Which outcome of the use case happened; {@code ok} where the statement does not say. */
    public String outcome() {
        return columns.get("_outcome") instanceof String outcome ? outcome : "ok";
    }

    /** The resource's entity tag (RFC 9110, section 8.8.3), or null where it has no version. */
    public @Nullable String etag() {
        var version = columns.get(VERSION);
        return version == null ? null : "\"" + version + "\"";
    }

    /** What the client sees. */
    public Map<String, @Nullable Object> resource() {
        var resource = new LinkedHashMap<String, @Nullable Object>();
        columns.forEach((name, value) -> {
            if (!name.startsWith("_") && !name.equals(VERSION)) {
                resource.put(name, value);
            }
        });
        return resource;
    }
}
