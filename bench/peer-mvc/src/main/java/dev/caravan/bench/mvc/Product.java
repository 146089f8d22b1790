package dev.caravan.bench.mvc;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A product as the API shows it; its fields stand in the order of the columns. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Product(
        long id,
        @Nullable String sku,
        String name,
        @Nullable String description,
        BigDecimal price,
        String currency,
        @Nullable String category,
        int stockQuantity,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long version) {

    static final String COLUMNS =
            "id, sku, name, description, price, currency, category, stock_quantity, created_at, updated_at, version";

    static Product of(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getLong(11));
    }
}
