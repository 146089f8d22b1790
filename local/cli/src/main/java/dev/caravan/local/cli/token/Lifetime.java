package dev.caravan.local.cli.token;

import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as people write them. */
final class Lifetime {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd]?)");

    private Lifetime() {}

    /**
     * The duration of a text such as {@code 90s}, {@code 30m}, {@code 1h} or {@code 1d}; a bare number counts seconds.
     *
     * @throws Failure if it is none
     */
    static Duration parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new Failure("\"" + text + "\" is no duration. Write it like 90s, 30m, 1h or 1d.");
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
