package dev.caravan.http.observe;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * Stands before the console, so that nobody waits for it: when whoever reads standard output is slow and the queue is full,
 * records are dropped and counted ({@code log_records_lost_total}).
 */
final class LogQueue extends AsyncAppender {
    static final int CAPACITY = 8192;

    private static final String NAME = "QUEUE";
    private static final String CONSOLE = "CONSOLE";

    private final LongAdder lost = new LongAdder();

    private LogQueue() {}

    /** The queue before the console of this process; the one that is there already, where one is. */
    static LogQueue beforeConsole() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(NAME) instanceof LogQueue queue) {
            return queue;
        }
        var console = root.getAppender(CONSOLE);
        if (console == null) {
            return new LogQueue();
        }
        var queue = before(console, context);
        root.addAppender(queue);
        root.detachAppender(CONSOLE);
        return queue;
    }

    static LogQueue before(Appender<ILoggingEvent> target, LoggerContext context) {
        var queue = new LogQueue();
        queue.setName(NAME);
        queue.setContext(context);
        queue.setQueueSize(CAPACITY);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(target);
        queue.start();
        return queue;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            lost.increment();
        } else {
            super.append(event);
        }
    }

    double lost() {
        return lost.doubleValue();
    }
}
