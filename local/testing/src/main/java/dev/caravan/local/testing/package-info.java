/** Real parts of the platform for tests, each in a process of its own that ends with the test's. */
@NullMarked
package dev.caravan.local.testing;

import org.jspecify.annotations.NullMarked;
