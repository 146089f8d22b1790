@NullMarked
package dev.caravan.integration.erp;

import org.jspecify.annotations.NullMarked;
