package dev.caravan.feed.storage;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.support.LanguageSupport;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * What becomes of an object, each a route that ends at S3: read, look up, write, create, replace, remove.
 *
 * <p>The variables {@value #BUCKET} and {@value #KEY} name the object. What S3 refuses is thrown at the caller.
 */
public final class ObjectRoutes extends RouteBuilder {

    /** The variable with the bucket. */
    static final String BUCKET = "bucket";

    /** The variable with the object's key. */
    static final String KEY = "key";

    /** The bean with the client that all endpoints use. */
    private static final String CLIENT = "amazonS3Client";

    /**
     * How all endpoints begin. Only an event says which bucket is meant, so no endpoint may ask at its start whether its own is
     * there: one with a file name does not.
     */
    private static final String S3 = "aws2-s3:feeds?amazonS3Client=#" + CLIENT + "&fileName=named-by-the-event";

    private final S3Client client;

    /** Routes that use this client. */
    public ObjectRoutes(S3Client client) {
        this.client = client;
    }

    @Override
    public void configure() {
        bindToRegistry(CLIENT, client);
        errorHandler(noErrorHandler());

        from("direct:read-object").routeId("read-object").to(S3 + "&operation=getObject&pojoRequest=true");

        from("direct:look-up-object")
                .routeId("look-up-object")
                .process(ObjectRoutes::nameForLookUp)
                .to(S3 + "&operation=headObject");

        from("direct:write-object")
                .routeId("write-object")
                .process(ObjectRoutes::name)
                .to(S3);

        from("direct:create-object")
                .routeId("create-object")
                .process(ObjectRoutes::name)
                .to(S3 + "&conditionalWritesEnabled=true");

        // the component has no If-Match for what it writes
        from("direct:replace-object").routeId("replace-object").process(this::putIfMatch);

        from("direct:remove-object")
                .routeId("remove-object")
                .process(ObjectRoutes::name)
                .to(S3 + "&operation=deleteObject");
    }

    /** Names the object for the component. */
    private static void name(Exchange exchange) {
        var message = exchange.getMessage();
        message.setHeader(AWS2S3Constants.OVERRIDE_BUCKET_NAME, literally(exchange, BUCKET));
        message.setHeader(AWS2S3Constants.KEY, literally(exchange, KEY));
    }

    /** The same, for the one operation that takes the key as it is. */
    private static void nameForLookUp(Exchange exchange) {
        name(exchange);
        exchange.getMessage().setHeader(AWS2S3Constants.KEY, exchange.getVariable(KEY, String.class));
    }

    /**
     * A name as the component takes it. It runs what looks like a simple expression, and an uploader may choose a key that does:
     * such a name is given as an expression that reads it, whose result is not run again.
     */
    private static String literally(Exchange exchange, String variable) {
        var name = exchange.getVariable(variable, String.class);
        return LanguageSupport.hasSimpleFunction(name) ? "${variable." + variable + "}" : name;
    }

    private void putIfMatch(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var request = PutObjectRequest.builder()
                .bucket(exchange.getVariable(BUCKET, String.class))
                .key(exchange.getVariable(KEY, String.class))
                .contentType(message.getHeader(AWS2S3Constants.CONTENT_TYPE, String.class))
                .ifMatch(message.getHeader(AWS2S3Constants.IF_MATCH_CONDITION, String.class));
        var length = message.getHeader(AWS2S3Constants.CONTENT_LENGTH, Long.class);
        try (var content = message.getBody(InputStream.class)) {
            var response = client.putObject(request.build(), RequestBody.fromInputStream(content, length));
            message.setHeader(AWS2S3Constants.E_TAG, response.eTag());
        }
    }
}
