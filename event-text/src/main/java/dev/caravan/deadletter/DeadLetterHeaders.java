package dev.caravan.window.result;

/** The headers of a dead letter: why the record was refused, and where it stood. All are UTF-8 text. */
public final class DeadLetterHeaders {

    /** Header: why the record was refused. */
    public static final String REASON = "dlq.reason";
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

    private DeadLetterHeaders() {}
}
