/** What a regular expression may cost that meets the text of clients. */
@NullMarked
package dev.caravan.rules.regex;

import org.jspecify.annotations.NullMarked;
