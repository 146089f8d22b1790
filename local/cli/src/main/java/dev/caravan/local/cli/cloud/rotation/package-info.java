/** New passwords for the database's roles and the brokers' users, while everything runs. */
@NullMarked
package dev.caravan.local.cli.cloud.rotation;

import org.jspecify.annotations.NullMarked;
