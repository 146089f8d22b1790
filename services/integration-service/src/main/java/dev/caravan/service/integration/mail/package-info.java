/** What the mails of orders are made of, and when they are switched on. */
@NullMarked
package dev.caravan.service.integration.mail;

import org.jspecify.annotations.NullMarked;
