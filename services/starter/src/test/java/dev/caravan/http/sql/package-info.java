/** Tests of parameters and rows. */
@NullMarked
package dev.caravan.http.sql;

import org.jspecify.annotations.NullMarked;
