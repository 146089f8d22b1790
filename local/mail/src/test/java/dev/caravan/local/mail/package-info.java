/** Tests of the mail server. */
@NullMarked
package dev.caravan.local.mail;

import org.jspecify.annotations.NullMarked;
