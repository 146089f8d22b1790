package dev.caravan.local.testing;

import dev.caravan.local.part.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** DynamoDB Local, on disk. All credentials and regions see the same tables. */
public final class LocalDynamoDb extends RestartablePart {

    private final int port = FreePort.find();
    private final Path directory;

    private LocalDynamoDb() {
        super("dynamodb", "dev.caravan.local.dynamodb.DynamoDbPart");
        directory = PartProcess.temporaryDirectory("dynamodb", this::kill);
    }

    private static final class Shared {
        static final LocalDynamoDb INSTANCE = started();
    }

    /** The database of this JVM; started on first use, with the analytics table {@code ecom-analytics}. */
    public static LocalDynamoDb shared() {
        return Shared.INSTANCE;
    }

    /** A database of its own, already started, for a test that stops or kills it. */
    public static LocalDynamoDb started() {
        var dynamoDb = new LocalDynamoDb();
        dynamoDb.start();
        return dynamoDb;
    }

    /** For {@code AWS_ENDPOINT_URL_DYNAMODB} and {@code endpointOverride}; the same after a restart. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    Map<String, String> variables() {
        return Map.of(
                "DYNAMODB_PORT", String.valueOf(port),
                "DYNAMODB_DATA_DIR", directory.toString(),
                "DYNAMODB_TABLE", "ecom-analytics");
    }
}
