package dev.caravan.feed.storage;

import dev.caravan.feed.route.FeedContext;
import java.net.URI;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The store of the function, by its own routes, before something that speaks S3. */
record RunningObjectStore(CamelContext context, ObjectStore objects) implements AutoCloseable {

    static RunningObjectStore at(URI endpoint) {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        var client = S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        var context = FeedContext.create();
        var objects = new RoutedObjectStore(context.createProducerTemplate());
        FeedContext.start(context, new ObjectRoutes(client));
        return new RunningObjectStore(context, objects);
    }

    @Override
    public void close() {
        context.stop();
    }
}
