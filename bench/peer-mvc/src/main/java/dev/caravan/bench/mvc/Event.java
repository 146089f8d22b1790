package dev.caravan.bench.mvc;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of a storefront; members that are not listed are kept. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Event(
        @JsonProperty("user_id") @NotNull @Size(min = 1, max = 128)
        String userId,

        @JsonProperty("product_id") @NotNull @Size(min = 1, max = 128)
        String productId,

        @JsonProperty("event_type") @NotNull @Size(min = 1, max = 64)
        String eventType,

        @Nullable String timestamp,
        @Nullable Map<String, Object> metadata,

        @JsonProperty("event_id") @Nullable @Size(min = 1, max = 128)
        String eventId,

        @JsonAnySetter @JsonAnyGetter @Nullable Map<String, Object> others) {

    /** The event with a time and an id where it had none. */
    Event complete(Instant now) {
        if (timestamp != null && eventId != null) {
            return this;
        }
        return new Event(
                userId,
                productId,
                eventType,
                timestamp == null ? now.truncatedTo(ChronoUnit.MILLIS).toString() : timestamp,
                metadata,
                eventId == null ? UUID.randomUUID().toString() : eventId,
                others == null ? new LinkedHashMap<>() : others);
    }
}
