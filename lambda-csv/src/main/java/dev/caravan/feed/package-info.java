/** The CSV feed function: reads a feed from S3, checks its rows, sends them to the catalog and writes a report. */
@NullMarked
package dev.caravan.feed;

import org.jspecify.annotations.NullMarked;
