package dev.caravan.shared.http;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code If-Match} (RFC 9110, section 13.1.1) into the variable {@link ExchangeVariables#IF_MATCH_VERSIONS}. The database decides: the
 * statement asks the function {@code is_current} (R__is_current.sql) of the row that it has locked, and {@link Responses} tells the outcome
 * {@code stale} as 412.
 */
public final class IfMatchHeader implements Processor {
    private static final Pattern ETAG = Pattern.compile("\"(0|[1-9]\\d{0,17})\"");

    private final boolean required;

    private IfMatchHeader(boolean required) {
        this.required = required;
    }

    /** Ends an operation without {@code If-Match} with 428. */
    public static IfMatchHeader required() {
        return new IfMatchHeader(true);
    }

    /** Lets an operation without {@code If-Match} go on, as if any version will do. */
    public static IfMatchHeader optional() {
        return new IfMatchHeader(false);
    }

    @Override
    public void process(Exchange exchange) {
        var header = exchange.getVariable("if_match", String.class);
        if (header == null && required) {
            throw new ProblemException(Problem.of(
                    428, "if_match_required", "Send the ETag of your last read as If-Match, or * to overwrite."));
        }
        exchange.setVariable(ExchangeVariables.IF_MATCH_VERSIONS, header == null ? null : versions(header));
    }

    /** The versions that may be there, as an array of PostgreSQL; null for any. */
    private static @Nullable String versions(String header) {
        EntityTags tags;
        try {
            tags = EntityTags.parse(header);
        } catch (EntityTags.MalformedException e) {
            throw new ProblemException(Problem.badRequest(
                            "invalid_parameter", "The request has parameters that are not valid; see errors.")
                    .withErrors(List.of(
                            new FieldError("header/If-Match", "invalid_format", String.valueOf(e.getMessage())))));
        }
        // a tag that is none of ours is no version's
        return tags.any()
                ? null
                : tags.strong().stream()
                        .map(ETAG::matcher)
                        .filter(Matcher::matches)
                        .map(tag -> tag.group(1))
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
