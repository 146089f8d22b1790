package dev.caravan.window.source;

/** Progress that a test states; what it states is shared by all of one JVM. */
public final class KnownProgress implements TopicProgress, TopicProgress.Factory {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NonSerializableField")
    private static volatile long readToEndAt = NEVER;

    /** Nothing is known. */
    public KnownProgress() {
        nothingIsKnown();
    }

    /** Everything that the topic holds has been read. */
    public void everythingWasReadNow() {
        readToEndAt = System.nanoTime();
    }

    /** Whether something waits to be read is not known. */
    public void nothingIsKnown() {
        readToEndAt = NEVER;
    }

    @Override
    public long readToEndAt(int partition) {
        return readToEndAt;
    }

    @Override
    public long anyReadToEndAt() {
        return readToEndAt;
    }

    @Override
    public long allReadToEndAt() {
        return readToEndAt;
    }

    @Override
    public void checkpointCompleted() {}

    @Override
    public TopicProgress open() {
        return this;
    }

    @Override
    public TopicProgress view() {
        return this;
    }

    @Override
    public void close() {}
}
