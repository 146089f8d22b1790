@NullMarked
package dev.caravan.service.integration.erp;

import org.jspecify.annotations.NullMarked;
