/** What mails are sent by, and when they are switched on. */
@NullMarked
package dev.caravan.service.integration.mail;

import org.jspecify.annotations.NullMarked;
