/** Tests of the mails of orders. */
@NullMarked
package dev.caravan.service.integration.mail;

import org.jspecify.annotations.NullMarked;
