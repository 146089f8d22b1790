/** Tests of parameters and rows. */
@NullMarked
package dev.caravan.starter.sql;

import org.jspecify.annotations.NullMarked;
