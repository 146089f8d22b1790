package dev.caravan.bench.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** An event of an order, as far as it is held against its contract. */
record OrderEvent(
        @JsonProperty("event_id") @NotNull UUID eventId,

        @NotNull @Pattern(regexp = "order\\.(placed|confirmed|shipped|delivered|cancelled)")
        String type,

        @JsonProperty("occurred_at") @NotNull OffsetDateTime occurredAt,
        @NotNull @Valid Order data) {

    /** The order. */
    record Order(
            @Positive long id,
            @JsonProperty("customer_id") @Positive long customerId,

            @NotNull @Pattern(regexp = "PENDING|CONFIRMED|SHIPPED|DELIVERED|CANCELLED")
            String status,

            @NotEmpty List<@Valid Item> items,

            @JsonProperty("total_price") @NotNull @PositiveOrZero
            BigDecimal totalPrice,

            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @JsonProperty("created_at") @NotNull OffsetDateTime createdAt,
            @JsonProperty("updated_at") @NotNull OffsetDateTime updatedAt,
            @Positive int version) {}

    /** A line of it. */
    record Item(
            @JsonProperty("product_id") @Positive long productId,
            @NotNull String name,
            @Positive int quantity,

            @JsonProperty("unit_price") @NotNull @PositiveOrZero
            BigDecimal unitPrice,

            @JsonProperty("line_total") @NotNull @PositiveOrZero
            BigDecimal lineTotal) {}
}
