package dev.caravan.integration.market;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.integration.market.MarketplaceListing.LeftOut;
import dev.caravan.integration.market.MarketplaceListing.Listed;
import dev.caravan.integration.market.MarketplaceListing.Reason;
import java.net.URI;
import java.util.List;

/**
 * Makes listings of products.
 *
 * @param link where a shopper finds a product; {@value #ID} stands for its id
 * @param imageLink where its picture is, in the same way
 */
public record MarketplaceListings(String link, String imageLink) {
    private static final String ID = "{id}";
    private static final int TITLE = 150;
    private static final int DESCRIPTION = 5_000;

    /**
     * Checks that both lead somewhere.
     *
     * @throws IllegalArgumentException naming the setting that does not
     */
    public MarketplaceListings {
        check("MARKETPLACE_LINK", link);
        check("MARKETPLACE_IMAGE_LINK", imageLink);
    }

    /** What becomes of a product of the catalog's contract. */
    MarketplaceListing of(JsonNode product) {
        var title = MarketplaceText.oneLine(product.path("name").asText());
        var description = MarketplaceText.oneLine(product.path("description").asText(""));
        var price = product.path("price").decimalValue();
        if (title.isEmpty()) {
            return new LeftOut(Reason.NO_TITLE);
        }
        if (MarketplaceText.length(title) > TITLE) {
            return new LeftOut(Reason.TITLE_TOO_LONG);
        }
        if (product.path("description").isNull() || description.isEmpty()) {
            return new LeftOut(Reason.NO_DESCRIPTION);
        }
        if (price.signum() <= 0) {
            return new LeftOut(Reason.NO_PRICE);
        }
        var id = product.path("id").asText();
        var shortened = MarketplaceText.shortened(description, DESCRIPTION);
        return new Listed(
                List.of(
                        id,
                        title,
                        shortened,
                        link.replace(ID, id),
                        imageLink.replace(ID, id),
                        product.path("stock_quantity").asLong() > 0 ? "in_stock" : "out_of_stock",
                        price.setScale(Math.max(2, price.scale())).toPlainString() + " "
                                + product.path("currency").asText(),
                        "new",
                        product.path("category").isNull()
                                ? ""
                                : MarketplaceText.oneLine(
                                        product.path("category").asText("")),
                        // the catalog has neither brand nor GTIN
                        "no"),
                !shortened.equals(description));
    }

    private static void check(String setting, String template) {
        var example = template.replace(ID, "42");
        try {
            var url = URI.create(example);
            if (!example.equals(template)
                    && url.getHost() != null
                    && List.of("http", "https").contains(url.getScheme())
                    && example.equals(url.toASCIIString())) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below, in words of the setting
        }
        throw new IllegalArgumentException(setting + " is \"" + template
                + "\", which is no URL with {id}; write it like https://shop.example/products/{id}");
    }
}
