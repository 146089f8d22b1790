package dev.caravan.local.cli.benchmark;

import java.sql.SQLException;
import java.util.Locale;

/** Many products. */
public final class Products {

    private Products() {}

    /** Fills the empty catalog with products 1 to {@code count}. */
    public static void load(Bed bed, int count) throws SQLException {
        bed.progress().line(String.format(Locale.ROOT, "Loading %,d products", count));
        try (var database = bed.database("catalog");
                var statement = database.createStatement()) {
            statement.execute("""
                    INSERT INTO catalog.products (sku, name, description, price, category, stock_quantity)
                    SELECT 'SKU-' || i, 'Clay bread board, no. ' || i, 'Made by hand, and made to last.',
                           (i %% 10000) / 100.0, 'category-' || i %% 50, i %% 1000
                    FROM generate_series(1, %d) i""".formatted(count));
            statement.execute("VACUUM ANALYZE catalog.products");
        }
    }
}
