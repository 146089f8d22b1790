package dev.caravan.feed.row.dialect;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.HeaderNames;
import dev.caravan.feed.row.ReadingNotes;
import java.util.List;
import java.util.stream.IntStream;

/** The shop systems whose exports are known by their headers. */
enum ShopExport {
    /** Shopify's own export, and Matrixify's. */
    SHOPIFY,
    WOOCOMMERCE,
    MAGENTO,
    AKENEO,
    GOOGLE_MERCHANT,
    /** A file whose rows mean what they say. */
    NONE;

    /** The system that a header comes from. */
    static ShopExport of(HeaderNames names) {
        if (names.has("title") && names.has("handle", "url handle") && names.has("variant price", "variant sku")) {
            return SHOPIFY;
        }
        if (names.has(WooCommerceRows.TYPE)
                && names.has(WooCommerceRows.PUBLISHED)
                && names.has(WooCommerceRows.IN_STOCK)) {
            return WOOCOMMERCE;
        }
        if (names.has("sku") && names.has("product type") && names.has("product online", "attribute set code")) {
            return MAGENTO;
        }
        if (names.has("family") && names.has("enabled") && names.has("categories")) {
            return AKENEO;
        }
        return names.has("id") && names.has("title") && names.has("availability") ? GOOGLE_MERCHANT : NONE;
    }

    /** Which columns say what kind of row it is or tell variants apart, and so mean nothing else. */
    List<Integer> ownColumns(HeaderNames names) {
        return switch (this) {
            case SHOPIFY -> names.positions(ShopifyRows.OWN);
            case WOOCOMMERCE ->
                IntStream.of(
                                names.position(WooCommerceRows.TYPE),
                                names.position(WooCommerceRows.PUBLISHED),
                                names.position(WooCommerceRows.IN_STOCK),
                                names.position(WooCommerceRows.PARENT))
                        .filter(position -> position >= 0)
                        .boxed()
                        .toList();
            case MAGENTO -> names.positions(MagentoRows.OWN);
            case AKENEO -> names.positions(List.of("enabled"));
            case GOOGLE_MERCHANT -> names.positions(List.of("availability"));
            case NONE -> List.of();
        };
    }

    /** How its rows are understood. */
    ShopRows rows(Header header, ReadingNotes notes) {
        return switch (this) {
            case SHOPIFY -> new ShopifyRows(header, notes);
            case WOOCOMMERCE -> new WooCommerceRows(header, notes);
            case MAGENTO -> new MagentoRows(header, notes);
            case AKENEO -> {
                var enabled = header.named().position("enabled");
                yield row -> {
                    if (row.cell(enabled).equals("0")) {
                        notes.passOver(row, header.value(Column.SKU, row), ReadingNotes.Reason.UNPUBLISHED);
                        return null;
                    }
                    return row;
                };
            }
            case GOOGLE_MERCHANT -> {
                var availability = header.named().position("availability");
                yield row -> {
                    var said = Column.normalize(row.cell(availability));
                    if (said.equals("in stock") && header.value(Column.STOCK_QUANTITY, row) == null) {
                        notes.missNumberInStock();
                    }
                    return row;
                };
            }
            case NONE -> row -> row;
        };
    }
}
