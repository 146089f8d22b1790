package dev.caravan.local.dynamodb;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local with one database for all credentials and regions, on the loopback address only and without the
 * telemetry of its own launcher.
 *
 * <p>The system property {@code sqlite4java.library.path} names the directory of SQLite's native library.
 *
 * <p>Settings: {@code DYNAMODB_PORT}, {@code DYNAMODB_DATA_DIR}, {@code DYNAMODB_TABLE} (the analytics table, created
 * where it is missing; no table if unset).
 */
public final class DynamoDbPart {

    private DynamoDbPart() {}

    /** Runs DynamoDB Local until the process is told to end. */
    public static void main(String[] args) {
        Part.run("dynamodb", DynamoDbPart::start);
    }

    private static Part.Running start(Settings settings) throws Exception {
        var port = settings.port("DYNAMODB_PORT");
        var directory = Files.createDirectories(settings.directory("DYNAMODB_DATA_DIR"));
        var requests = new LocalDynamoDBRequestHandler(0, false, directory.toString(), true, false);
        var handler = new LocalDynamoDBServerHandler(requests, null);
        var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(new GuardedHandler(handler));
        server.start();
        var table = settings.optional("DYNAMODB_TABLE", "");
        if (!table.isEmpty()) {
            new AnalyticsTable(URI.create("http://localhost:" + port), table).create();
        }
        return new Part.Running("http://localhost:" + port, () -> {
            server.stop();
            handler.close();
        });
    }
}
