@NullMarked
package dev.caravan.local.cli.build;

import org.jspecify.annotations.NullMarked;
