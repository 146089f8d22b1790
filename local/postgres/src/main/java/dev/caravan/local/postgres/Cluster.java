package dev.caravan.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A database cluster on disk.
 *
 * @param binaries the programs
 * @param data the data directory; made by {@link #initialise}
 * @param unprivileged how the programs are run
 */
record Cluster(Binaries binaries, Path data, Unprivileged unprivileged) {

    /**
     * Runs the server in the foreground, and ends it as soon as standard input ends: when its owner closes it, and also
     * when its owner is killed. The server ignores the terminal's Ctrl-C, because its owner decides when it stops.
     */
    private static final String SERVE = """
            trap '' INT HUP TERM
            exec 3<&0
            "$@" </dev/null &
            server=$!
            (cat <&3 >/dev/null; kill -INT "$server") &
            exec 3<&-
            wait "$server"
            """;

    /** Makes the cluster, unless it is there. A half-made cluster is made again. */
    void initialise(String password) throws IOException, InterruptedException {
        if (Files.exists(data.resolve("PG_VERSION")) && !Files.exists(unfinished())) {
            return;
        }
        var parent = data.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.exists(unfinished())) {
            deleteContents();
        }
        Files.writeString(unfinished(), "");
        var secret = Files.createTempFile("caravan", ".secret"); // readable by its owner only
        try {
            Files.writeString(secret, password);
            run(
                    binaries.program("initdb"),
                    "--pgdata=" + data,
                    "--username=postgres",
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8",
                    "--no-sync");
        } finally {
            Files.delete(secret);
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.delete(unfinished());
    }

    /** Starts the server; it need not accept connections yet. */
    Server start(int port, String fsync) throws IOException {
        var words = List.of(
                binaries.program("postgres"),
                "-D",
                data.toString(),
                "-c",
                "port=" + port,
                "-c",
                "listen_addresses=localhost",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_connections=200",
                "-c",
                "fsync=" + fsync,
                "-c",
                "full_page_writes=" + fsync,
                "-c",
                "timezone=UTC");
        var command = new java.util.ArrayList<>(List.of("sh", "-c", SERVE, "postgres"));
        command.addAll(unprivileged.command(words));
        return new Server(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(unprivileged.command(List.of(words)))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("initdb failed: " + output.strip());
        }
    }

    private Path unfinished() {
        return data.resolveSibling(data.getFileName() + ".unfinished");
    }

    private void deleteContents() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var paths = Files.walk(data)) {
            for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
