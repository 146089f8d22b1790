package dev.caravan.integration.market;

import java.util.List;
import java.util.stream.Collectors;

/** What becomes of a product in the file. */
sealed interface MarketplaceListing {

    /** The names of the columns, by the product data specification of Google Merchant Center. */
    List<String> COLUMNS = List.of(
            "id",
            "title",
            "description",
            "link",
            "image_link",
            "availability",
            "price",
            "condition",
            "product_type",
            "identifier_exists");

    /**
     * The product has a line.
     *
     * @param values one for each column, each on one line
     * @param isShortened whether its description is too long and not there to its end
     */
    record Listed(List<String> values, boolean isShortened) implements MarketplaceListing {
        /** The line without its end. */
        String line() {
            return MarketplaceListing.line(values);
        }
    }

    /**
     * The product has none.
     *
     * @param reason why
     */
    record LeftOut(Reason reason) implements MarketplaceListing {}

    /** Why a product cannot be listed; the manifest has the names in lower case. */
    enum Reason {
        /** Nothing of its name is left that can be read. */
        NO_TITLE,
        /** More than 150 characters. A part of a name may be another product's, so it is not shortened. */
        TITLE_TOO_LONG,
        /** It has none, and a listing must. */
        NO_DESCRIPTION,
        /** It costs nothing. */
        NO_PRICE
    }

    /** The first line of a file, without its end. */
    static String head() {
        return line(COLUMNS);
    }

    private static String line(List<String> values) {
        return values.stream().map(MarketplaceText::field).collect(Collectors.joining("\t"));
    }
}
