package dev.caravan.deadletter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The headers of a dead letter: why the record was refused, and where it stood. All are UTF-8 text. */
public final class DeadLetterHeaders {

    /** What the names of all of them begin with. */
    public static final String PREFIX = "dlq.";
    /** Header: why the record was refused. */
    public static final String REASON = "dlq.reason";
    /** Header: how often it was tried; those that are tried once do not say so. */
    public static final String ATTEMPTS = "dlq.attempts";
    /** Header: the topic that it came from. */
    public static final String TOPIC = "dlq.topic";
    /** Header: its partition there. */
    public static final String PARTITION = "dlq.partition";
    /** Header: its offset there. */
    public static final String OFFSET = "dlq.offset";
    /** Header: its time there, in milliseconds of the epoch. */
    public static final String TIMESTAMP = "dlq.timestamp";
    /** Header of a record that was too large to be kept: how many bytes its value has. */
    public static final String BYTES = "dlq.bytes";
    /** Header of a record that was too large to be kept: the SHA-256 of its value, in hexadecimal digits. */
    public static final String SHA256 = "dlq.sha256";

    /**
     * A record with so many bytes of key and value can be sent with all of its headers. A larger one can have come, since the broker
     * sees it compressed.
     */
    public static final int LARGEST = 900 << 10;

    private static final int LONGEST_REASON = 1_000;

    private DeadLetterHeaders() {}

    /** The value of {@link #REASON}: as much of it as is kept. */
    public static String reason(String reason) {
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    /** The value of {@link #SHA256}. */
    public static String sha256(byte @Nullable [] value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value == null ? new byte[0] : value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
