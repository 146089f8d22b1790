package dev.caravan.feed.storage;

/**
 * Which object is meant.
 *
 * @param bucket the bucket
 * @param key the object's key, as it is: nothing in it is special
 */
public record ObjectName(String bucket, String key) {}
