/**
 * Mails by SMTP: to customers about their orders, and to the contacts of webhooks that were switched off. Events hold no personal data:
 * who a customer is, is asked of the customer service at the moment of sending.
 */
@NullMarked
package dev.caravan.integration.mail;

import org.jspecify.annotations.NullMarked;
