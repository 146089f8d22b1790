/** Broken manifests are refused by name. */
@NullMarked
package dev.caravan.local.cli.cluster;

import org.jspecify.annotations.NullMarked;
