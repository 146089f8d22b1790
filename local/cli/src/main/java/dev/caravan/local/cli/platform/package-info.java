/** What an installation is: its directories, ports, secrets and settings. */
@NullMarked
package dev.caravan.local.cli.platform;

import org.jspecify.annotations.NullMarked;
