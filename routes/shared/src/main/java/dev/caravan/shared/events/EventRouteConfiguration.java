package dev.caravan.shared.events;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.OnExceptionDefinition;

/**
 * What happens to an event that a message route cannot see to.
 *
 * <ul>
 *   <li>No event of the contract: a dead letter, at once.
 *   <li>A store or a broker is away: tried again for about a minute, and then fetched again, without end. The partition waits: what
 *       comes after it would fail as well, and nothing is lost.
 *   <li>Anything else: tried five times in a few seconds, and then a dead letter. What comes after it is not held up.
 * </ul>
 */
public final class EventRouteConfiguration extends RouteConfigurationBuilder {
    /** For {@code routeConfigurationId} of a route that begins with {@link EventSource}. */
    public static final String ID = "events";

    @Override
    public void configuration() {
        var events = routeConfiguration(ID).errorHandler(defaultErrorHandler());

        toDeadLetters(events.onException(UnusableEventException.class).maximumRedeliveries(0));

        patiently(events.onException(Throwable.class).onWhen(Outages::caused))
                .onRedelivery(Attempts::countOutage)
                .retryWhile(exchange -> Attempts.duringOutage(exchange) < 10);

        toDeadLetters(patiently(events.onException(Throwable.class))
                .onRedelivery(Attempts::count)
                .retryWhile(exchange -> Attempts.made(exchange) < 5));
    }

    private static OnExceptionDefinition patiently(OnExceptionDefinition failure) {
        return failure.redeliveryDelay(200)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(15_000)
                .useCollisionAvoidance()
                .collisionAvoidancePercent(20)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                // the consumer's exception handler tells of it, once and without the trace
                .logExhausted(false)
                .logStackTrace(false);
    }

    /** The Dead Letter Channel. The event counts as seen to only when the broker has its letter. */
    private static void toDeadLetters(OnExceptionDefinition failure) {
        failure.handled(true)
                .logExhausted(false)
                .process(DeadLetter::address)
                .log(
                        LoggingLevel.WARN,
                        "${routeId} set an event aside in ${exchangeProperty.dead_letter_topic}: ${exception.message}")
                .toD("kafka:${exchangeProperty.dead_letter_topic}?recordMetadata=false&synchronous=true")
                .to("micrometer:counter:events.dead.letters?tags.route=${routeId}")
                .process(ConsumedRecord::commit);
    }
}
