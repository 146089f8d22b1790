/** The port of health and metrics, which knows no logins. */
@NullMarked
package dev.caravan.starter.management;

import org.jspecify.annotations.NullMarked;
