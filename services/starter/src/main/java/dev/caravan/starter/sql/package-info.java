/** How {@code camel-sql} reads the parameters of a statement and makes its rows, at the cost of plain JDBC. */
@NullMarked
package dev.caravan.starter.sql;

import org.jspecify.annotations.NullMarked;
