package dev.caravan.starter.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NonBlockingAppenderTest {
    /** More than can wait before the queue and in it. */
    private static final int RECORDS = 3 * NonBlockingAppender.CAPACITY;

    private final LoggerContext context = new LoggerContext();
    private final StuckPipe pipe = new StuckPipe();

    @BeforeEach
    void contextKnowsWhereRecordsHaveTheirTraceFrom() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void whoeverLogsDoesNotWaitForAPipeThatNobodyReadsAndWhatIsLostIsCounted() {
        pipe.setContext(context);
        pipe.start();
        var queue = NonBlockingAppender.before(pipe, context);
        Logger logger = context.getLogger("test");
        logger.addAppender(queue);

        var begun = System.nanoTime();
        for (var i = 0; i < RECORDS; i++) {
            logger.info("record {}", i);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(queue.lost()).isGreaterThanOrEqualTo(RECORDS - 2 * NonBlockingAppender.CAPACITY - 1.0);

        pipe.read.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> pipe.records.size() + queue.lost() == RECORDS);
        assertThat(pipe.records.peek()).isEqualTo("record 0");
        context.stop();
    }

    /** Takes nothing until somebody reads. */
    private static final class StuckPipe extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch read = new CountDownLatch(1);
        private final Queue<String> records = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                read.await();
                records.add(event.getFormattedMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
