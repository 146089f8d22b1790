package dev.caravan.integration.delivery;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Refuses a URL that no webhook may have, while the person who wrote it looks on. Each delivery looks again. */
public final class WebhookUrls implements Processor {
    private final AddressPolicy addresses;

    /** @param addresses where a webhook may lead */
    public WebhookUrls(AddressPolicy addresses) {
        this.addresses = addresses;
    }

    /**
     * Looks at the member {@code url} of the body, where it has one.
     *
     * @throws ProblemException 422 with what is wrong with it
     */
    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody(Map.class).get("url") instanceof String url) {
            var mistake = mistake(url);
            if (mistake != null) {
                throw new ProblemException(
                        Problem.unprocessable(List.of(new FieldError("/url", "invalid_url", mistake))));
            }
        }
    }

    @Nullable
    String mistake(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return "must be an absolute https URL such as https://example.com/hooks";
        }
        var host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return "must be an absolute https URL with a host, and without a user or a fragment";
        }
        if (!"https".equalsIgnoreCase(url.getScheme()) && !addresses.allowPrivate()) {
            return "must be an https URL";
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            return "must have a port from 1 to 65535, or none";
        }
        return leadsInside(host) ? "must lead to an address in the public internet" : null;
    }

    private boolean leadsInside(String host) {
        try {
            addresses.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
            return false;
        } catch (PrivateAddressException e) {
            return true;
        } catch (UnknownHostException e) {
            // a name that is not there yet may come; until then its deliveries fail, and say why
            return false;
        }
    }
}
