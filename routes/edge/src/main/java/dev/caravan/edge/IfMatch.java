package dev.caravan.edge;

import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code If-Match} (RFC 9110, section 13.1.1) into the variable {@link Variables#IF_MATCH_VERSION}, for the
 * statement to hold against the row's version.
 */
public final class IfMatch implements Processor {
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private final boolean required;

    private IfMatch(boolean required) {
        this.required = required;
    }

    /** Ends an operation without {@code If-Match} with 428. */
    public static IfMatch required() {
        return new IfMatch(true);
    }

    /** Lets an operation without {@code If-Match} go on, as if any version will do. */
    public static IfMatch optional() {
        return new IfMatch(false);
    }

    @Override
    public void process(Exchange exchange) {
        var header = exchange.getVariable("if_match", String.class);
        if (header == null && required) {
            throw new ProblemException(Problem.of(
                    428, "if_match_required", "Send the ETag of your last read as If-Match, or * to overwrite."));
        }
        if (header == null || header.strip().equals("*")) {
            exchange.setVariable(Variables.IF_MATCH_VERSION, null);
            return;
        }
        var tag = ETAG.matcher(header.strip());
        if (!tag.matches()) {
            // a well-formed tag of ours is all that can match
            throw new ProblemException(Problem.stale());
        }
        exchange.setVariable(Variables.IF_MATCH_VERSION, Long.valueOf(tag.group(1)));
    }
}
