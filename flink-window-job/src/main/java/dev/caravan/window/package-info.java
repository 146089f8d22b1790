/** The streaming job: exact unique users per product and minute of event time, from Kafka to Kafka and DynamoDB. */
@NullMarked
package dev.caravan.window;

import org.jspecify.annotations.NullMarked;
