package dev.caravan.local.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An overlay as it is written.
 *
 * @param name what it is called
 * @param directory where its kustomization is
 * @param components the components that it names itself
 */
record Overlay(String name, Path directory, Set<String> components) {
    private static final String FILE = "kustomization.yaml";
    private static final String COMPONENTS = "components:\n";
    /** From an overlay to what it is made of. */
    private static final String ROOT = "../../";

    /** One of the overlays of a checkout. */
    static Overlay of(Path root, String name) throws IOException {
        return read(name, root.resolve("kustomize/overlays").resolve(name));
    }

    /** The components that nothing in a checkout names: an installation switches them on. */
    static Set<String> optionalComponents(Path root) throws IOException {
        var kustomize = root.resolve("kustomize");
        var optional = new TreeSet<String>();
        try (var directories = Files.list(kustomize.resolve("components"))) {
            directories.forEach(directory -> optional.add(String.valueOf(directory.getFileName())));
        }
        for (var manifests : List.of(kustomize, root.resolve("argocd"))) {
            try (var files = Files.walk(manifests)) {
                for (var file : files.filter(path -> path.endsWith(FILE)).toList()) {
                    optional.removeAll(componentsOf(file));
                }
            }
        }
        return optional;
    }

    /**
     * The same overlay with one component more, as who installs the platform would write it.
     *
     * @param scratch where its kustomization goes, in a directory of its own
     */
    Overlay with(String component, Path scratch) throws IOException {
        var there =
                Files.createDirectories(scratch.resolve(name + "-" + component)).toRealPath();
        var kustomize = there.relativize(directory.resolve(ROOT).toRealPath()) + "/";
        var text = Files.readString(directory.resolve(FILE))
                .replace(COMPONENTS, COMPONENTS + "  - " + ROOT + "components/" + component + "\n")
                .replace(ROOT, kustomize);
        Files.writeString(there.resolve(FILE), text);
        return read(name + " with " + component, there);
    }

    private static Overlay read(String name, Path directory) throws IOException {
        return new Overlay(name, directory, componentsOf(directory.resolve(FILE)));
    }

    /** Their names; a path leads there from wherever the file is. */
    private static Set<String> componentsOf(Path file) throws IOException {
        var paths = Manifest.texts(
                Manifest.ofYaml(Files.readString(file)).getFirst().at("/components"));
        return paths.stream()
                .map(path -> String.valueOf(Path.of(path).getFileName()))
                .collect(Collectors.toSet());
    }
}
