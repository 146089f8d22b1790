package dev.caravan.local.cli.load;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * A script of k6/.
 *
 * @param name what people call it
 * @param script the file
 */
record Scenario(String name, Path script) {

    private static final String STAGES = "load-test";
    private static final String SCALING = "scaling";

    /**
     * The scenario of that name.
     *
     * @throws Failure if there is none
     */
    static Scenario named(String name, Installation installation) {
        var folder = installation.root().resolve("k6");
        if (name.equals(STAGES) || name.equals(SCALING)) {
            return new Scenario(name, folder.resolve(STAGES + ".js"));
        }
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder.resolve("scenarios"), "*.js")) {
            for (var file : files) {
                names.add(String.valueOf(file.getFileName()).replaceFirst("\\.js$", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!names.contains(name)) {
            names.add(STAGES);
            names.add(SCALING);
            names.sort(null);
            throw new Failure(
                    "There is no scenario \"" + name + "\". The scenarios are: " + String.join(" ", names) + ".");
        }
        return new Scenario(name, folder.resolve("scenarios").resolve(name + ".js"));
    }

    /** Whether it is meant to run until the platform no longer keeps up, so that crossing a limit is its success. */
    boolean endsAtItsLimit() {
        return name.equals("breakpoint");
    }

    boolean watchesScaling() {
        return name.equals(SCALING);
    }
}
