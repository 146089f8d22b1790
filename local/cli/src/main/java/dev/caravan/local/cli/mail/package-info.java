/** Commands for the mails that the platform has sent on this machine. */
@NullMarked
package dev.caravan.local.cli.mail;

import org.jspecify.annotations.NullMarked;
