/**
 * The ERP export: confirmed orders go to an SFTP server as files, and what the ERP acknowledges moves them on. {@link
 * dev.caravan.integration.erp.CollectErpOrdersRoute} is where it begins; {@code docs/integrations.md} says what is promised.
 */
@NullMarked
package dev.caravan.integration.erp;

import org.jspecify.annotations.NullMarked;
