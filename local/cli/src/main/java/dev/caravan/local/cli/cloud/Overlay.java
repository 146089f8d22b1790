package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The part of an overlay that a release changes: the tags of the images that run. */
public final class Overlay {

    private static final Pattern TAG = Pattern.compile("(/caravan/[a-z-]+\\n\\s+newTag: )\\S+");

    private Overlay() {}

    /** An environment's overlay, below {@code kustomize/}. */
    public static String file(String environment) {
        return "overlays/" + environment + "/kustomization.yaml";
    }

    /** Whether the checkout's overlay of an environment names a version already, as it does for the first release. */
    static boolean isReleased(Path root, String environment, String version) {
        try {
            var overlay = Files.readString(root.resolve("kustomize").resolve(file(environment)));
            return release(overlay, version).equals(overlay);
        } catch (IOException e) {
            throw new Failure("The overlay of " + environment + " cannot be read.", e);
        }
    }

    /**
     * The overlay with every image at a version.
     *
     * @throws Failure if it names no image
     */
    public static String release(String overlay, String version) {
        var tags = TAG.matcher(overlay);
        if (!tags.find()) {
            throw new Failure("The overlay names no image of caravan/.");
        }
        return tags.replaceAll("$1" + version);
    }
}
