package dev.caravan.local.cli.listen;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The types of events that a webhook can have, as the contracts of events list them. */
final class EventTypes {
    private EventTypes() {}

    /**
     * All of them.
     *
     * @param root of the checkout
     */
    static List<String> all(Path root) {
        var types = new ArrayList<String>();
        for (var kind : List.of("order", "product", "customer")) {
            var file = root.resolve("contracts/events/" + kind + ".schema.json");
            try {
                new ObjectMapper()
                        .readTree(file.toFile())
                        .at("/properties/type/enum")
                        .forEach(type -> types.add(type.asText()));
            } catch (IOException e) {
                throw new Failure("The contract " + file + " cannot be read: " + e.getMessage());
            }
        }
        return types;
    }
}
