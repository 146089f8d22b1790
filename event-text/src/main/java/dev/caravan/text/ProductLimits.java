package dev.caravan.text;

import java.math.BigDecimal;

/** How long and how large what a merchant says about a product may be. Lengths count characters (code points). */
public final class ProductLimits {
    /** Of the merchant's own key. */
    public static final int LONGEST_SKU = 64;

    /** Of the name. */
    public static final int LONGEST_NAME = 300;

    /** Of the description. */
    public static final int LONGEST_DESCRIPTION = 10_000;

    /** Of the category, which may be a whole path such as {@code Home > Kitchen > Cups}. */
    public static final int LONGEST_CATEGORY = 750;

    /** The highest price, in any currency. */
    public static final BigDecimal HIGHEST_PRICE = new BigDecimal("9999999999.99");

    /** The highest stock. */
    public static final int HIGHEST_STOCK = Integer.MAX_VALUE;

    private ProductLimits() {}
}
