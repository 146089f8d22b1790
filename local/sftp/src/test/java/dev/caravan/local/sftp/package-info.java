@NullMarked
package dev.caravan.local.sftp;

import org.jspecify.annotations.NullMarked;
