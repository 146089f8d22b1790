package dev.caravan.catalog.feed;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalog's own export, of any products. */
public final class Exports {

    private Exports() {}

    /** The products as a feed, as {@code GET /products/export.csv} writes them. */
    public static byte[] of(List<Map<String, @Nullable Object>> products) throws IOException {
        try (var export = new ProductExport(products, after -> List.of())) {
            return export.readAllBytes();
        }
    }
}
