package dev.caravan.feed;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a few batches under way at once, and takes their answers in one by one in the order of the file: while the catalog
 * writes one batch, the next is read and checked.
 */
final class Pipeline implements Closeable {

    private static final long IDLE_MILLIS = 500;

    private final int depth;
    private final Sender sender;
    private final Receiver receiver;
    private final Idle idle;
    private final ExecutorService threads;
    private final Deque<Sent> underWay = new ArrayDeque<>();

    Pipeline(int depth, Sender sender, Receiver receiver, Idle idle) {
        this.depth = depth;
        this.sender = sender;
        this.receiver = receiver;
        this.idle = idle;
        this.threads = Executors.newFixedThreadPool(
                depth, Thread.ofPlatform().name("batch-", 0).daemon().factory());
    }

    /** Sends a batch; called by several threads at once. */
    @FunctionalInterface
    interface Sender {
        BatchAnswer send(Batch batch);
    }

    /** Takes in what became of a batch. */
    @FunctionalInterface
    interface Receiver {
        void collect(Batch batch, BatchAnswer answer) throws IOException;
    }

    /** Is called now and then while answers are waited for. */
    @FunctionalInterface
    interface Idle {
        void tick() throws IOException;
    }

    private record Sent(Batch batch, Future<BatchAnswer> answer) {}

    /** Sends a batch, as soon as there is room for it. */
    void submit(Batch batch, boolean toBeSent) throws IOException {
        while (underWay.size() >= depth
                || (!underWay.isEmpty() && underWay.getFirst().answer().isDone())) {
            takeFirst();
        }
        underWay.add(new Sent(
                batch,
                toBeSent
                        ? threads.submit(() -> sender.send(batch))
                        : CompletableFuture.completedFuture(BatchAnswer.NOTHING)));
    }

    /** Waits for all answers. */
    void drain() throws IOException {
        while (!underWay.isEmpty()) {
            takeFirst();
        }
    }

    private void takeFirst() throws IOException {
        var first = underWay.getFirst();
        while (true) {
            try {
                receiver.collect(first.batch(), first.answer().get(IDLE_MILLIS, TimeUnit.MILLISECONDS));
                underWay.removeFirst();
                return;
            } catch (TimeoutException e) {
                idle.tick();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new UnfinishedImportException("A batch could not be sent.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnfinishedImportException("Interrupted while waiting for the catalog.", e);
            }
        }
    }

    /** Gives up what is still under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        underWay.clear();
    }
}
