package dev.caravan.local.cli.listen;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The types of events that a webhook can have, as the contracts of events list them. */
final class EventTypes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventTypes() {}

    /**
     * All of them.
     *
     * @param root of the checkout
     */
    static List<String> all(Path root) {
        var contracts = root.resolve("contracts/events");
        try (var files = Files.newDirectoryStream(contracts, "*.schema.json")) {
            var types = new ArrayList<String>();
            for (var file : files) {
                JSON.readTree(file.toFile()).at("/properties/type/enum").forEach(type -> types.add(type.asText()));
            }
            return types;
        } catch (IOException e) {
            throw new Failure("The contracts in " + contracts + " cannot be read: " + e.getMessage());
        }
    }
}
