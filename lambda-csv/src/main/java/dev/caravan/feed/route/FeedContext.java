package dev.caravan.feed.route;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts Camel with these routes and nothing that a function does not need. */
public final class FeedContext {

    private FeedContext() {}

    /** A context that is still to be started. */
    public static DefaultCamelContext create() {
        var context = new DefaultCamelContext();
        context.disableJMX();
        // a feed is read as a stream, once; caching it would hold it in memory
        context.setStreamCaching(false);
        context.setLoadTypeConverters(false);
        return context;
    }

    /** Starts a context; its routes run when this returns. */
    public static void start(DefaultCamelContext context, RouteBuilder... routes) {
        try {
            for (var builder : routes) {
                context.addRoutes(builder);
            }
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not start.", e);
        }
        context.start();
    }
}
