package dev.caravan.together;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the ERP finds on its server.
 *
 * @param directory what the login sees
 */
record ErpFiles(Path directory) {

    /** The orders of all lines of all files, with each as often as it is there. */
    List<Long> orders() {
        return named("orders-*.csv")
                .flatMap(ErpFiles::lines)
                .map(ErpFiles::order)
                .toList();
    }

    /** Whether a file is there under its temporary name. */
    boolean isUploadUnderWay() {
        return named(".orders-*.part").findAny().isPresent();
    }

    private Stream<Path> named(String pattern) {
        try (var files = Files.newDirectoryStream(directory.resolve("out"), pattern)) {
            var found = Stream.<Path>builder();
            files.forEach(found::add);
            return found.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file).lines().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static long order(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(',')));
    }
}
