/** The marketplace feed on a real database, a real broker, a local S3, and a catalog by its contract. */
@NullMarked
package dev.caravan.service.integration.market;

import org.jspecify.annotations.NullMarked;
