package dev.caravan.local.cli.demo;

import java.math.BigDecimal;

/**
 * A product as the demo wrote it into its feed.
 *
 * @param sku its sku
 * @param name its name
 * @param category its category
 * @param price its price
 * @param stock how many there are
 */
record DemoProduct(String sku, String name, String category, BigDecimal price, int stock) {}
