package dev.caravan.integration.mail;

import dev.caravan.shared.events.ConsumedRecord;
import dev.caravan.shared.events.DomainEvent;
import dev.caravan.shared.events.EventRouteConfiguration;
import dev.caravan.shared.events.EventSource;
import dev.caravan.shared.http.ServiceToken;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells customers that their order was confirmed, shipped or cancelled. A customer whose record is erased is told nothing.
 *
 * <p>That the event is seen to is committed when the mail server has taken the mail: a crash between the two sends it again, with the
 * same {@code Message-ID}. The transaction also keeps a second instance from sending the same mail at the same time.
 */
public final class MailOrdersRoute extends RouteBuilder {

    @Override
    public void configure() {
        from(EventSource.of("mail", "{{KAFKA_ORDER_EVENTS_TOPIC:ecom-order-events}}"))
                .routeId("mailOrders")
                .routeConfigurationId(EventRouteConfiguration.ID)
                .process(DomainEvent::read)
                .filter(OrderMail::isFor)
                .to("direct:mailOrderOnce")
                .end()
                .process(ConsumedRecord::commit);

        from("direct:mailOrderOnce")
                .routeId("mailOrderOnce")
                .policy("oneTransaction")
                .idempotentConsumer(variable(DomainEvent.EVENT_ID))
                .idempotentRepository("mailConsumedEvents")
                .to("direct:mailOrder");

        from("direct:mailOrder")
                .routeId("mailOrder")
                .process(OrderMail::read)
                .to("sql:classpath:sql/integration/mails-are-told-since.sql?outputType=SelectOne")
                .filter(body().isEqualTo(true))
                .process(OrderMail::askForCustomer)
                .process("customersReader")
                .to("service:{{CUSTOMER_SERVICE_URL:http://localhost:8082}}")
                .process(ServiceToken.responses(200, 404))
                .choice()
                .when(header(Exchange.HTTP_RESPONSE_CODE).isEqualTo(404))
                .to("micrometer:counter:order.mails?tags.result=no_customer&tags.mail=${variable.order_is}")
                .otherwise()
                .process(OrderMail::write)
                .to(SendMailRoute.ENDPOINT)
                .to("micrometer:counter:order.mails?tags.result=sent&tags.mail=${variable.order_is}");
    }
}
