package dev.caravan.window.event;

/**
 * What an event says, before it is known where it stood in Kafka.
 *
 * @param productId the product
 * @param userId the user
 * @param userFingerprint 64 bits that stand for the user
 * @param time when it happened, in milliseconds of the epoch
 */
public record ParsedEvent(String productId, String userId, long userFingerprint, long time) {}
