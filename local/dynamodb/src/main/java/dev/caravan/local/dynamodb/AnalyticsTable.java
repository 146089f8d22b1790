package dev.caravan.local.dynamodb;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The table of window results: partition key {@code product_id}, sort key {@code window_start}, TTL {@code expires_at}.
 *
 * @param endpoint where DynamoDB serves
 * @param name the table's name, which holds only letters, digits, {@code _}, {@code -} and {@code .}
 */
record AnalyticsTable(URI endpoint, String name) {

    private static final String CREATE = """
            {"TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
             "KeySchema": [{"AttributeName": "product_id", "KeyType": "HASH"},
                           {"AttributeName": "window_start", "KeyType": "RANGE"}],
             "AttributeDefinitions": [{"AttributeName": "product_id", "AttributeType": "S"},
                                      {"AttributeName": "window_start", "AttributeType": "S"}]}""";
    private static final String EXPIRE = """
            {"TableName": "%s",
             "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": true}}""";

    /** Creates the table, unless it is there. */
    void create() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var created = call(http, "CreateTable", CREATE);
            if (created.contains("ResourceInUseException")) {
                return;
            }
            call(http, "UpdateTimeToLive", EXPIRE);
        }
    }

    private String call(HttpClient http, String operation, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                // DynamoDB Local wants to see a credential, and does not check the signature
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString(body.formatted(name)))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200 && !response.body().contains("ResourceInUseException")) {
            throw new IOException(operation + " of " + name + " failed: " + response.body());
        }
        return response.body();
    }
}
