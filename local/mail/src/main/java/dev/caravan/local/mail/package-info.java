/** A mail server for one machine, and a page to look into its mailbox. */
@NullMarked
package dev.caravan.local.mail;

import org.jspecify.annotations.NullMarked;
