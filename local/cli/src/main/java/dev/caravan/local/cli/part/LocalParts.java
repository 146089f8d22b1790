package dev.caravan.local.cli.part;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every part of the platform, by name and with what it needs. */
public final class LocalParts {
    private static final List<PartSpec> PARTS = Stream.of(Stores.PARTS, Services.PARTS, Workers.PARTS)
            .flatMap(List::stream)
            .toList();

    private LocalParts() {}

    /** The parts of the platform, in the order of the design. */
    public static List<PartSpec> parts() {
        return PARTS;
    }

    /** The parts of the platform, and those that look on. */
    public static List<PartSpec> all() {
        return Stream.concat(PARTS.stream(), Observers.PARTS.stream()).toList();
    }

    /**
     * The part of that name.
     *
     * @throws Failure if there is none
     */
    public static PartSpec part(String name) {
        return all().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure("There is no part \"" + name + "\". The parts are: "
                        + String.join(" ", all().stream().map(PartSpec::name).toList()) + "."));
    }

    /** The named parts with everything that they need, in the order of the catalogue; all parts where none is named. */
    public static List<PartSpec> withNeeds(List<String> names) {
        if (names.isEmpty()) {
            return PARTS;
        }
        var chosen = new LinkedHashSet<String>();
        var open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            var part = part(open.removeLast());
            if (chosen.add(part.name())) {
                open.addAll(part.needs());
            }
        }
        return all().stream().filter(part -> chosen.contains(part.name())).toList();
    }

    static Map<String, String> both(Map<String, String> some, Map<String, String> others) {
        var all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    static String port(Platform platform, Ports.Name name) {
        return String.valueOf(platform.ports().of(name));
    }

    static String data(Platform platform, String part) {
        return platform.installation().data(part).toString();
    }
}
