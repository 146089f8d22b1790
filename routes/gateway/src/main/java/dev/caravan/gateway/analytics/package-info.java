/**
 * What the window job counted, read from DynamoDB.
 *
 * <p>How windows are counted is the job's business.
 */
@NullMarked
package dev.caravan.gateway.analytics;

import org.jspecify.annotations.NullMarked;
