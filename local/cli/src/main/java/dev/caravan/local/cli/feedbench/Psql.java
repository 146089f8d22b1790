package dev.caravan.local.cli.feedbench;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** PostgreSQL's own client, as the owner of the catalog. */
final class Psql {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path program;
    private final Platform platform;

    Psql(Platform platform) {
        this.platform = platform;
        this.program = find();
    }

    private static Path find() {
        var folders = new ArrayList<>(
                Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                        .map(Path::of)
                        .toList());
        try (var versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : List.<Path>of().stream()) {
            versions.map(version -> version.resolve("bin")).forEach(folders::add);
        } catch (IOException e) {
            throw new Failure("Cannot look for psql in " + DEBIAN + ".", e);
        }
        return folders.stream()
                .map(folder -> folder.resolve("psql"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Failure("The benchmark compares with psql, which is not on the PATH. Install"
                        + " PostgreSQL's client (postgresql-client)."));
    }

    /** Runs a command and returns what it prints. */
    String run(String command) throws IOException, InterruptedException {
        var database = platform.database("catalog");
        var process = new ProcessBuilder(
                program.toString(),
                "-h",
                String.valueOf(database.get("DB_HOST")),
                "-p",
                String.valueOf(database.get("DB_PORT")),
                "-U",
                "catalog",
                "-d",
                String.valueOf(database.get("DB_NAME")),
                "-v",
                "ON_ERROR_STOP=1",
                "-qAt",
                "-c",
                command);
        process.environment().put("PGPASSWORD", String.valueOf(database.get("DB_PASSWORD")));
        var running = process.redirectErrorStream(true).start();
        var out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new Failure("psql failed at " + command + ": " + out);
        }
        return out.trim();
    }

    /** Empties the catalog. */
    void empty() throws IOException, InterruptedException {
        run("TRUNCATE catalog.products, catalog.outbox, catalog.idempotency RESTART IDENTITY");
    }

    /** What every write to the catalog changes. */
    String writes() throws IOException, InterruptedException {
        return run("SELECT count(*), sum(version), max(updated_at), (SELECT last_value FROM catalog.outbox_id_seq)"
                + " FROM catalog.products");
    }
}
