package dev.caravan.testing.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes in {@code target/tested-operations.txt} which operations the tests of a module called and how they were answered, a
 * line {@code operationId status} each. The rules of the house read it. Every process of the tests adds to it, until a clean
 * build.
 */
final class TestedOperationsFile {
    private static final TestedOperationsFile OF_THIS_MODULE =
            new TestedOperationsFile(Path.of("target/tested-operations.txt"));

    private final Path file;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    private TestedOperationsFile(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestedOperationsFile ofThisModule() {
        return OF_THIS_MODULE;
    }

    void add(String operation, int status) {
        var line = operation + " " + status + System.lineSeparator();
        if (noted.add(line)) {
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
