package dev.caravan.shared.http;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.statement.StatementRow;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Last steps of an operation's route: turn what a statement answered into the HTTP response. */
public final class Responses {
    private Responses() {}

    /**
     * 200 with the resource and its ETag, or 304 when the caller has it already.
     *
     * @throws ProblemException 404 when there is no row, 412 when its outcome is {@code stale}
     */
    public static void resource(Exchange exchange) {
        var row = usable(exchange);
        var message = exchange.getMessage();
        var etag = row.etag();
        setHeader(message, "ETag", etag);
        if (etag != null && matches(exchange.getVariable("if_none_match", String.class), etag)) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
            message.setBody(null);
            return;
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setBody(row.resource());
    }

    /**
     * 201 with the resource, its ETag and where it now is.
     *
     * @param collection path of the collection that the resource with its {@code id} is in, such as {@code /orders}
     */
    public static Processor created(String collection) {
        return exchange -> {
            var row = usable(exchange);
            var message = exchange.getMessage();
            setHeader(message, "ETag", row.etag());
            message.setHeader("Location", collection + "/" + row.required("id"));
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 201);
            message.setBody(row.resource());
        };
    }

    /**
     * 202 with something that will be done, and where it can be read what came of it.
     *
     * @param location its path, from the row
     */
    public static Processor accepted(Function<StatementRow, String> location) {
        return exchange -> {
            var row = usable(exchange);
            var message = exchange.getMessage();
            message.setHeader("Location", location.apply(row));
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
            message.setBody(row.resource());
        };
    }

    /**
     * 204 for something that is no longer there.
     *
     * @throws ProblemException 404 when there is no row, 412 when its outcome is {@code stale}
     */
    public static void noContent(Exchange exchange) {
        usable(exchange);
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
    }

    /** Whether {@code If-None-Match} names this tag. What is no list of tags is no condition, and the whole resource its response. */
    private static boolean matches(@Nullable String ifNoneMatch, String etag) {
        try {
            return ifNoneMatch != null && EntityTags.parse(ifNoneMatch).weaklyMatch(etag);
        } catch (EntityTags.MalformedException e) {
            return false;
        }
    }

    private static StatementRow usable(Exchange exchange) {
        var row = StatementRow.in(exchange);
        if (row.outcome().equals("stale")) {
            throw new ProblemException(Problem.stale());
        }
        return row;
    }

    private static void setHeader(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
