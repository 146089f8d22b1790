/** An SFTP server for the files that go to an ERP and come from it, in a process of its own. */
@NullMarked
package dev.caravan.local.sftp;

import org.jspecify.annotations.NullMarked;
