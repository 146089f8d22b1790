package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The function's packages: each says one thing, knows only those below it, and is small enough to be read. */
class PackagesTest {

    private static final String ROOT = "dev.caravan.feed";
    private static final long MOST_FILES = 15;

    /** Which packages each may use; the handler and the routes tie all together. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("upload", Set.of()),
            Map.entry("csv", Set.of("upload")),
            Map.entry("storage", Set.of("upload")),
            Map.entry("checkpoint", Set.of("storage", "upload")),
            Map.entry("observability", Set.of("upload")),
            Map.entry("row", Set.of("csv", "upload")),
            Map.entry("row.check", Set.of("row", "csv", "upload")),
            Map.entry("row.dialect", Set.of("row.check", "row", "csv", "upload")),
            Map.entry("batch", Set.of("row.check", "row", "upload")),
            Map.entry("catalog", Set.of("batch", "row.check", "observability", "upload")),
            Map.entry("report", Set.of("batch", "checkpoint", "csv", "row.check", "row", "storage", "upload")),
            Map.entry(
                    "route",
                    Set.of(
                            "batch",
                            "catalog",
                            "checkpoint",
                            "csv",
                            "observability",
                            "report",
                            "row",
                            "row.check",
                            "row.dialect",
                            "storage",
                            "upload")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void eachUsesOnlyThoseThatItMay() {
        var layers = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
        layers = layers.layer("handler").definedBy(ROOT);
        for (var name : MAY_USE.keySet()) {
            layers = layers.layer(name).definedBy(ROOT + "." + name);
        }
        for (var entry : MAY_USE.entrySet()) {
            layers = entry.getValue().isEmpty()
                    ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(entry.getKey())
                            .mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
        }
        layers.whereLayer("handler").mayNotBeAccessedByAnyLayer().check(CLASSES);
    }

    @Test
    void noneDependsOnItselfByWayOfOthers() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new ByPackage())
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void noneIsLargerThanCanBeReadAtOnce() throws IOException {
        var main = files(Path.of("src/main/java"));

        assertThat(main.keySet()).hasSize(MAY_USE.size() + 1);
        assertThat(main.values()).allSatisfy(files -> assertThat(files).isLessThanOrEqualTo(MOST_FILES));
        assertThat(files(Path.of("src/test/java")).values())
                .allSatisfy(files -> assertThat(files).isLessThanOrEqualTo(MOST_FILES));
    }

    private static Map<Path, Long> files(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        }
    }

    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "the packages of the function";
        }
    }
}
