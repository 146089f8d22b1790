package dev.caravan.local.cli.part;

import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A part of the platform: what it is, how it is launched, what it needs, and when it is ready.
 *
 * @param name what people call it
 * @param tier parts of a higher tier use those of a lower one, and are stopped first
 * @param launch what is run
 * @param jvmOptions options beyond those that its module brings; the memory limit of a service
 * @param listeners what it listens on; the first is its main port
 * @param needs the parts that must be ready before it is started
 * @param readiness when it is ready
 * @param patience how long it is waited for while it gets no further
 * @param environment its settings
 */
public record PartSpec(
        String name,
        int tier,
        Launch launch,
        List<String> jvmOptions,
        List<Listener> listeners,
        Set<String> needs,
        Readiness readiness,
        Duration patience,
        Function<Platform, Map<String, String>> environment) {

    /** The patience that most parts deserve. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * A port on which a part listens.
     *
     * @param title what is served there
     * @param scheme how it is written in the table of endpoints, such as {@code http://}; empty for none
     * @param port which port
     */
    public record Listener(String title, String scheme, ToIntFunction<Ports> port) {}

    /** Copies the collections. */
    public PartSpec {
        jvmOptions = List.copyOf(jvmOptions);
        listeners = List.copyOf(listeners);
        needs = Set.copyOf(needs);
    }

    /** The same part with settings in place of its own. */
    public PartSpec with(Map<String, String> settings) {
        return new PartSpec(name, tier, launch, jvmOptions, listeners, needs, readiness, patience, platform -> {
            var all = new LinkedHashMap<>(environment.apply(platform));
            all.putAll(settings);
            return all;
        });
    }

    /** The port that stands for the part in tables. */
    public int mainPort(Ports ports) {
        return listeners.getFirst().port().applyAsInt(ports);
    }
}
