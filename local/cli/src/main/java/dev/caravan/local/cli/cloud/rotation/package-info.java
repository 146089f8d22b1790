/** New passwords for the database's roles, while everything runs. */
@NullMarked
package dev.caravan.local.cli.cloud.rotation;

import org.jspecify.annotations.NullMarked;
