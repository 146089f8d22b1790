package dev.caravan.shared.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import dev.caravan.event.Rfc3339;

/**
 * The schema's {@code format: date-time}: every form of RFC 3339 that the window job counts, and nothing else. The library's own
 * refuses the offset {@code -00:00} and more than nine digits of a second.
 */
final class DateTimeFormat implements Format {
    @Override
    public String getName() {
        return "date-time";
    }

    @Override
    public String getMessageKey() {
        return "format.date-time";
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
        return Rfc3339.toMillis(text).isPresent();
    }
}
