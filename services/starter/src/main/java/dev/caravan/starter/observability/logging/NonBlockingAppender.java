package dev.caravan.starter.observability.logging;

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
public final class NonBlockingAppender extends AsyncAppender {
    static final int CAPACITY = 8192;

    private static final String NAME = "QUEUE";
    private static final String CONSOLE = "CONSOLE";

    private final LongAdder lost = new LongAdder();

    private NonBlockingAppender() {}

    /** The queue before the console of this process; the one that is there already, where one is. */
    public static NonBlockingAppender beforeConsole() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(NAME) instanceof NonBlockingAppender queue) {
            return queue;
        }
        var console = root.getAppender(CONSOLE);
        if (console == null) {
            return new NonBlockingAppender();
        }
        var queue = before(console, context);
        root.addAppender(queue);
        root.detachAppender(CONSOLE);
        return queue;
    }

    static NonBlockingAppender before(Appender<ILoggingEvent> target, LoggerContext context) {
        var queue = new NonBlockingAppender();
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

    /** How many records were dropped since the start. */
    public double lost() {
        return lost.doubleValue();
    }
}
