package dev.caravan.feed.storage;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The objects behind {@link ObjectRoutes}. */
public final class RoutedObjectStore implements ObjectStore {

    private final ProducerTemplate routes;

    /** Asks the routes of the template's context. */
    public RoutedObjectStore(ProducerTemplate routes) {
        this.routes = routes;
    }

    @Override
    @SuppressWarnings("unchecked") // it is what the endpoint sets
    public ResponseInputStream<GetObjectResponse> read(GetObjectRequest request) {
        var exchange =
                routes.send("direct:read-object", asked -> asked.getMessage().setBody(request));
        return (ResponseInputStream<GetObjectResponse>)
                response(exchange).getMessage().getBody();
    }

    @Override
    public @Nullable String latestVersion(ObjectName object) {
        var exchange = routes.send("direct:look-up-object", asked -> name(asked, object));
        return response(exchange).getMessage().getBody(HeadObjectResponse.class).versionId();
    }

    @Override
    public void write(ObjectName object, ObjectContent content) {
        response(routes.send("direct:write-object", asked -> put(asked, object, content)));
    }

    @Override
    public String create(ObjectName object, ObjectContent content) {
        return etag(routes.send("direct:create-object", asked -> put(asked, object, content)));
    }

    @Override
    public String replace(ObjectName object, ObjectContent content, String expected) {
        return etag(routes.send("direct:replace-object", asked -> {
            put(asked, object, content);
            asked.getMessage().setHeader(AWS2S3Constants.IF_MATCH_CONDITION, expected);
        }));
    }

    @Override
    public void remove(ObjectName object) {
        response(routes.send("direct:remove-object", asked -> name(asked, object)));
    }

    private static void put(Exchange asked, ObjectName object, ObjectContent content) {
        name(asked, object);
        var message = asked.getMessage();
        message.setHeader(AWS2S3Constants.CONTENT_TYPE, content.type());
        message.setHeader(AWS2S3Constants.CONTENT_LENGTH, content.length());
        message.setBody(content.bytes());
    }

    private static void name(Exchange asked, ObjectName object) {
        asked.setVariable(ObjectRoutes.BUCKET, object.bucket());
        asked.setVariable(ObjectRoutes.KEY, object.key());
    }

    private static String etag(Exchange exchange) {
        return Objects.requireNonNull(
                response(exchange).getMessage().getHeader(AWS2S3Constants.E_TAG, String.class),
                "S3 gave no entity tag.");
    }

    private static Exchange response(Exchange exchange) {
        var failure = exchange.getException();
        if (failure instanceof RuntimeException refused) {
            throw refused;
        }
        if (failure != null) {
            throw new IllegalStateException("S3 could not be asked.", failure);
        }
        return exchange;
    }
}
