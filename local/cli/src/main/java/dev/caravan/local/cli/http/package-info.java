/** Clients of the running platform. */
@NullMarked
package dev.caravan.local.cli.http;

import org.jspecify.annotations.NullMarked;
