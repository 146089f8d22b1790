package dev.caravan.local.cli.part;

import dev.caravan.local.cli.platform.Installation;
import java.nio.file.Path;

/** What is run for a part. */
public sealed interface Launch {

    /** The module's folder below the checkout, such as {@code services/order-service}. */
    String folder();

    /** The jar that the build makes of it. */
    default Path jar(Installation installation) {
        return switch (this) {
            case Module module -> target(installation).resolve(folder().replace('/', '-') + "-1.0.0-SNAPSHOT.jar");
            case Service service ->
                target(installation).resolve(Path.of(folder()).getFileName() + ".jar");
        };
    }

    /** Where the build puts what it makes. */
    default Path target(Installation installation) {
        return installation.root().resolve(folder()).resolve("target");
    }

    /**
     * A module of {@code local/}, run from the class path in its {@code target/classpath}.
     *
     * @param folder its folder
     * @param mainClass its main class
     */
    record Module(String folder, String mainClass) implements Launch {}

    /**
     * A service: an executable jar.
     *
     * @param folder its folder
     */
    record Service(String folder) implements Launch {}
}
