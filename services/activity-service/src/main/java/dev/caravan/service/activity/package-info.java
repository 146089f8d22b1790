/** The activity intake as a service. */
@NullMarked
package dev.caravan.service.activity;

import org.jspecify.annotations.NullMarked;
