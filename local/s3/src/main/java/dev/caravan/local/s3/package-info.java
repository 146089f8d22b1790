/** S3Mock, on disk, in a process of its own. */
@NullMarked
package dev.caravan.local.s3;

import org.jspecify.annotations.NullMarked;
