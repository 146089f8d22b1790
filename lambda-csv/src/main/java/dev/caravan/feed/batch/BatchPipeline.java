package dev.caravan.feed.batch;

import dev.caravan.feed.upload.UnfinishedImportException;
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
 * Keeps a few batches under way at once, and takes their responses in one by one in the order of the file: while the catalog
 * writes one batch, the next is read and checked.
 */
public final class BatchPipeline implements Closeable {

    private static final long IDLE_MILLIS = 500;

    private final int depth;
    private final Sender sender;
    private final Receiver receiver;
    private final WhileWaiting whileWaiting;
    private final ExecutorService threads;
    private final Deque<Sent> underWay = new ArrayDeque<>();

    /** Keeps as many batches under way as the depth says. */
    public BatchPipeline(int depth, Sender sender, Receiver receiver, WhileWaiting whileWaiting) {
        this.depth = depth;
        this.sender = sender;
        this.receiver = receiver;
        this.whileWaiting = whileWaiting;
        this.threads = Executors.newFixedThreadPool(
                depth, Thread.ofPlatform().name("batch-", 0).daemon().factory());
    }

    /** Sends a batch; called by several threads at once. */
    @FunctionalInterface
    public interface Sender {
        BatchResponse send(Batch batch);
    }

    /** Takes in what became of a batch. */
    @FunctionalInterface
    public interface Receiver {
        void collect(Batch batch, BatchResponse response) throws IOException;
    }

    /** Is called now and then while responses are waited for. */
    @FunctionalInterface
    public interface WhileWaiting {
        void run() throws IOException;
    }

    private record Sent(Batch batch, Future<BatchResponse> response) {}

    /** Sends a batch, as soon as there is room for it. */
    public void submit(Batch batch, boolean toBeSent) throws IOException {
        while (underWay.size() >= depth
                || (!underWay.isEmpty() && underWay.getFirst().response().isDone())) {
            takeFirst();
        }
        underWay.add(new Sent(
                batch,
                toBeSent
                        ? threads.submit(() -> sender.send(batch))
                        : CompletableFuture.completedFuture(BatchResponse.NOTHING)));
    }

    /** Waits for all responses. */
    public void drain() throws IOException {
        while (!underWay.isEmpty()) {
            takeFirst();
        }
    }

    private void takeFirst() throws IOException {
        var first = underWay.getFirst();
        while (true) {
            try {
                receiver.collect(first.batch(), first.response().get(IDLE_MILLIS, TimeUnit.MILLISECONDS));
                underWay.removeFirst();
                return;
            } catch (TimeoutException e) {
                whileWaiting.run();
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
