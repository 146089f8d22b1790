@NullMarked
package dev.caravan.integration.erp.acknowledgement;

import org.jspecify.annotations.NullMarked;
