package dev.caravan.feed.route;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts Camel with these routes and nothing that a function does not need. */
public final class FeedContext {

    private FeedContext() {}

    /** Starts a context; its routes run when this returns. */
    public static DefaultCamelContext start(RouteBuilder routes) {
        var context = new DefaultCamelContext();
        context.disableJMX();
        // a feed is read as a stream, once; caching it would hold it in memory
        context.setStreamCaching(false);
        context.setLoadTypeConverters(false);
        try {
            context.addRoutes(routes);
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not start.", e);
        }
        context.start();
        return context;
    }
}
