/** The activity intake as storefronts see it, against a real broker. */
@NullMarked
package dev.caravan.service.activity;

import org.jspecify.annotations.NullMarked;
