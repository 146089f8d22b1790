package dev.caravan.local.cli.up;

import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parts serve.
 *
 * @param ports the ports
 * @param parts the parts
 */
record Endpoints(Ports ports, List<PartSpec> parts) {

    String table() {
        var table = new Table("PART", "SERVES", "AT");
        for (var part : parts) {
            for (var listener : part.listeners()) {
                table.row(part.name(), listener.title(), address(listener));
            }
        }
        return table.toString();
    }

    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        for (var part : parts) {
            facts.put(part.name(), address(part.listeners().getFirst()));
        }
        return facts;
    }

    private String address(PartSpec.Listener listener) {
        return listener.scheme() + ports.at(listener.port().applyAsInt(ports));
    }
}
