/** Tests of what the commands ask of the platform. */
@NullMarked
package dev.caravan.local.cli.http;

import org.jspecify.annotations.NullMarked;
