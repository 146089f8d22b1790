/** What visitors do in the storefront, taken in and handed to Kafka: one route for each operation of the contract. */
@NullMarked
package dev.caravan.activity;

import org.jspecify.annotations.NullMarked;
