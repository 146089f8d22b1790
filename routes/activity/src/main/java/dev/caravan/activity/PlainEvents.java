package dev.caravan.activity;

import dev.caravan.shared.validation.FastBodyReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A request's events, all of them acceptable, as they were read straight from its bytes.
 *
 * @param events at least one, as many as a batch may have at most
 */
record PlainEvents(List<EventResult> events) {

    /** Reads batches whose every event is plain. */
    @Component
    static final class Batches implements FastBodyReader {
        @Override
        public String operationId() {
            return "recordEvents";
        }

        @Override
        public @Nullable PlainEvents read(byte[] body, boolean lines) {
            var scanner = new PlainEventScanner(body, lines, Instant.now());
            return of(lines ? scanner.lines() : scanner.array());
        }
    }

    /** Reads the one event, if it is plain. */
    @Component
    static final class Single implements FastBodyReader {
        @Override
        public String operationId() {
            return "recordEvent";
        }

        @Override
        public @Nullable PlainEvents read(byte[] body, boolean lines) {
            return of(new PlainEventScanner(body, lines, Instant.now()).one());
        }
    }

    private static @Nullable PlainEvents of(@Nullable List<EventResult> events) {
        return events == null ? null : new PlainEvents(events);
    }
}
