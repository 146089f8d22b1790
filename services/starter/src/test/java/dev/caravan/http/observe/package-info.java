@NullMarked
package dev.caravan.http.observe;

import org.jspecify.annotations.NullMarked;
