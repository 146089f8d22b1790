package dev.caravan.window;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Named settings, from environment variables and {@code --name value} arguments; an argument wins. Names may be written
 * {@code --KAFKA_TOPIC} or {@code --kafka-topic}. Empty values count as not given.
 */
final class Settings {

    private final Map<String, String> environment;
    private final Map<String, String> arguments;
    private final Set<String> asked = new TreeSet<>();

    Settings(Map<String, String> environment, String... args) {
        this.environment = environment;
        this.arguments = parse(args);
    }

    private static Map<String, String> parse(String... args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("expected --name, found '" + args[i] + "'");
            }
            String name = args[i].substring(2);
            String value;
            int equals = name.indexOf('=');
            if (equals >= 0) {
                value = name.substring(equals + 1);
                name = name.substring(0, equals);
            } else if (i + 1 < args.length) {
                value = args[++i];
            } else {
                throw new IllegalArgumentException("--" + name + " has no value");
            }
            String variable = name.toUpperCase(Locale.ROOT).replace('-', '_');
            if (variable.startsWith("AWS_SECRET")
                    || variable.startsWith("AWS_SESSION")
                    || variable.equals("AWS_ACCESS_KEY_ID")) {
                throw new IllegalArgumentException(
                        "--" + name
                                + " is a credential: arguments can be read by everybody who sees the job, give it by the environment");
            }
            values.put(variable, value);
        }
        return values;
    }

    @Nullable
    String get(String name) {
        asked.add(name);
        String value = arguments.getOrDefault(name, environment.get(name));
        return value == null || value.isBlank() ? null : value.trim();
    }

    String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(number(name, otherwise.toMillis()));
    }

    int positive(String name, int otherwise) {
        return Math.toIntExact(number(name, otherwise));
    }

    /** One of the values of an enum, in any case. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        for (E choice : otherwise.getDeclaringClass().getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(value)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(name + " is '" + value + "', not one of "
                + Arrays.toString(otherwise.getDeclaringClass().getEnumConstants())
                        .toLowerCase(Locale.ROOT));
    }

    /** Whether it is {@code true}; {@code false} if it is not given. */
    boolean flag(String name) {
        String value = get(name, "false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException(name + " is '" + value + "', not true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private long number(String name, long otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number: '" + value + "'", e);
        }
        if (number <= 0) {
            throw new IllegalArgumentException(name + " must be more than 0, is " + value);
        }
        return number;
    }

    /** Refuses arguments that nobody has asked for, which are misspelt. */
    void requireAllArgumentsKnown() {
        for (String name : arguments.keySet()) {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException(
                        "no setting is called " + name + "; there are " + String.join(", ", asked));
            }
        }
    }
}
