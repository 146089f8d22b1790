package dev.caravan.feed.row.check;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a row says about a product. A null member says nothing: the catalog keeps what it has.
 *
 * @param sku the merchant's key
 * @param price an exact amount with two decimals
 * @param currency an ISO 4217 code
 */
public record Product(
        String sku,
        @Nullable String name,
        @Nullable String description,
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable String category,
        @Nullable Integer stockQuantity) {}
