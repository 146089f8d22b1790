package dev.caravan.local.cli.load;

import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The callers of a load test. */
final class Shoppers {

    private static final int COUNT = 40;
    private static final Duration LIFETIME = Duration.ofHours(3);
    private static final List<String> OPERATOR =
            List.of("catalog:write", "customers:admin", "orders:admin", "webhooks:admin", "analytics:read");

    private Shoppers() {}

    /** A file with their tokens, for its owner's eyes only. */
    static Path of(Platform platform) throws IOException {
        var tokens = new Tokens(platform);
        var directory = Files.createDirectories(platform.installation().home().resolve("load"));
        var content = Json.write(Map.of(
                "operator",
                tokens.token("load-operator", null, OPERATOR, LIFETIME),
                "shoppers",
                IntStream.range(0, COUNT)
                        .mapToObj(i -> tokens.token("load-" + i, null, List.of(), LIFETIME))
                        .toList()));
        var unfinished = Files.createTempFile(
                directory,
                "tokens-",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, content);
        return Files.move(unfinished, directory.resolve("tokens.json"), StandardCopyOption.REPLACE_EXISTING);
    }
}
