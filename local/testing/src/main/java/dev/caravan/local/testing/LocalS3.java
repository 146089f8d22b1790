package dev.caravan.local.testing;

import dev.caravan.local.part.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** S3Mock, on disk. Use path-style access. */
public final class LocalS3 extends RestartablePart {

    private final int port = FreePort.find();
    private final Path directory;

    private LocalS3() {
        super("s3", "dev.caravan.local.s3.S3Part");
        directory = PartProcess.temporaryDirectory("s3", this::kill);
    }

    private static final class Shared {
        static final LocalS3 INSTANCE = started();
    }

    /** The store of this JVM; started on first use, with the buckets {@code caravan-feeds} and
     * {@code caravan-marketplace}. */
    public static LocalS3 shared() {
        return Shared.INSTANCE;
    }

    /** A store of its own, already started, for a test that stops or kills it. */
    public static LocalS3 started() {
        var s3 = new LocalS3();
        s3.start();
        return s3;
    }

    /** For {@code AWS_ENDPOINT_URL_S3} and {@code endpointOverride}; the same after a restart. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    Map<String, String> variables() {
        return Map.of(
                "S3_PORT", String.valueOf(port),
                "S3_DATA_DIR", directory.toString(),
                "S3_BUCKETS", "caravan-feeds,caravan-marketplace");
    }
}
