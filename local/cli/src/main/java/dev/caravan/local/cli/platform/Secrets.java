package dev.caravan.local.cli.platform;

import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The passwords of an installation: random, made once, kept in a file that only its owner can read.
 *
 * @param values by name
 */
public record Secrets(Map<String, String> values) {

    private static final String[] NAMES = {
        "postgres",
        "catalog",
        "customer",
        "orders",
        "integration",
        "operator",
        "feed-lambda",
        "integration-client",
        "aws-secret-access-key",
        "cursor-key",
        "sftp"
    };
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 32;

    /** Reads the secrets of an installation; those that are missing are made. */
    public static Secrets of(Installation installation) {
        var file = installation.home().resolve("secrets.json");
        try {
            var values = new LinkedHashMap<String, String>();
            if (Files.exists(file)) {
                Json.read(Files.readString(file))
                        .properties()
                        .forEach(entry ->
                                values.put(entry.getKey(), entry.getValue().asText()));
            }
            var known = values.size();
            for (var name : NAMES) {
                values.computeIfAbsent(name, missing -> random());
            }
            if (values.size() > known) {
                write(file, Json.write(values));
            }
            return new Secrets(Map.copyOf(values));
        } catch (IOException e) {
            throw new Failure(
                    "Cannot read or write " + file + ": " + e.getMessage() + ". Make it yours, or delete it"
                            + " together with the data: ./caravan down --purge",
                    e);
        }
    }

    /** The secret of that name. */
    public String get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no secret " + name);
        }
        return value;
    }

    private static void write(Path file, String content) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        var unfinished = Files.createTempFile(
                directory,
                "secrets-",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random() {
        var random = new SecureRandom();
        var text = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
