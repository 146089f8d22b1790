package dev.caravan.local.part;

import java.nio.file.Path;
import java.util.Map;

/** The settings of a part: environment variables, read by name. */
public final class Settings {

    private final Map<String, String> variables;

    /**
     * Settings from the given variables.
     *
     * @param variables names and values, usually {@link System#getenv()}
     */
    public Settings(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The settings of this process. */
    public static Settings fromEnvironment() {
        return new Settings(System.getenv());
    }

    /**
     * The value of a variable which must be set.
     *
     * @throws IllegalArgumentException if it is missing or blank
     */
    public String required(String name) {
        var value = variables.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
    }

    /** The value of a variable, or {@code otherwise} where it is missing or blank. */
    public String optional(String name, String otherwise) {
        var value = variables.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /**
     * A TCP port which must be set.
     *
     * @throws IllegalArgumentException if it is missing or no port number
     */
    public int port(String name) {
        var value = required(name);
        try {
            var port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notAPort(name, value), e);
        }
        throw new IllegalArgumentException(notAPort(name, value));
    }

    /**
     * A directory which must be set; it need not exist yet.
     *
     * @throws IllegalArgumentException if it is missing
     */
    public Path directory(String name) {
        return Path.of(required(name)).toAbsolutePath().normalize();
    }

    private static String notAPort(String name, String value) {
        return "the environment variable " + name + " holds no port number: " + value;
    }
}
