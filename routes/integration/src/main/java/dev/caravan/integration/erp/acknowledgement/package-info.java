/** What the ERP says of orders that it was told of, by files that it leaves. */
@NullMarked
package dev.caravan.integration.erp.acknowledgement;

import org.jspecify.annotations.NullMarked;
