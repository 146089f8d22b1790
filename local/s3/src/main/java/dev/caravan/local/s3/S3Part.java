package dev.caravan.local.s3;

import com.adobe.testing.s3mock.S3MockApplication;
import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * S3Mock over plain HTTP. Buckets and objects stay on disk.
 *
 * <p>Settings: {@code S3_PORT}, {@code S3_DATA_DIR}, {@code S3_BUCKETS} (names, separated by commas:
 * created where they are missing).
 */
public final class S3Part {

    private S3Part() {}

    /** Runs S3Mock until the process is told to end. */
    public static void main(String[] args) {
        Part.run("s3", S3Part::start);
    }

    private static Part.Running start(Settings settings) throws IOException {
        var port = settings.port("S3_PORT");
        var directory = Files.createDirectories(settings.directory("S3_DATA_DIR"));
        var server = S3MockApplication.start(
                new HashMap<>(Map.of(S3MockApplication.PROP_SILENT, true)),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--server.ssl.enabled=false",
                "--spring.main.sources=" + OnThisMachineOnly.class.getName(),
                "--server.tomcat.threads.max=16",
                "--com.adobe.testing.s3mock.store.initialBuckets=" + settings.optional("S3_BUCKETS", ""),
                "--com.adobe.testing.s3mock.store.root=" + directory,
                "--com.adobe.testing.s3mock.store.retainFilesOnExit=true",
                "--com.adobe.testing.s3mock.store.region=" + settings.optional("AWS_REGION", "us-east-1"));
        return new Part.Running("http://localhost:" + port, server::stop);
    }
}
