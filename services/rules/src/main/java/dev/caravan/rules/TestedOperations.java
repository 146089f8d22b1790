package dev.caravan.rules;

import dev.caravan.shared.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which operations of a contract the tests of its service called with success. */
final class TestedOperations {
    private TestedOperations() {}

    /**
     * Operations that no test of the service had a good answer from.
     *
     * @param contract such as {@code openapi/order.yaml}
     * @param notes what the service's tests noted: a line {@code operationId status} for each kind of response
     * @throws IllegalStateException when the service's tests did not run
     */
    static List<String> untested(String contract, Path notes) {
        var answered = answered(notes);
        return Contract.load(contract).operations().keySet().stream()
                .filter(operation -> !answered.contains(operation))
                .toList();
    }

    private static Set<String> answered(Path notes) {
        if (!Files.exists(notes)) {
            throw new IllegalStateException("There is no " + notes + ": run the tests of all services, ./caravan test");
        }
        try (var lines = Files.lines(notes)) {
            return lines.map(line -> line.split(" ", 2))
                    .filter(note -> note.length == 2 && note[1].startsWith("2"))
                    .map(note -> note[0])
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
