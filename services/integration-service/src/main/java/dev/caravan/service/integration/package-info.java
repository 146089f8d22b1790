/** Integrations as a service. */
@NullMarked
package dev.caravan.service.integration;

import org.jspecify.annotations.NullMarked;
