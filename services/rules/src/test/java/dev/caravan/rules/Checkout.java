package dev.caravan.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.caravan.local.routes.StandIns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;

/** The checkout that is being built: the classes, routes and statements of {@code routes/} and {@code services/}. */
final class Checkout {
    private static final Path ROOT = CheckoutRoot.PATH;
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(classDirectories());

    private Checkout() {}

    /** Every class of every module; tests are not among them. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** The modules with code in {@code routes/} or {@code services/}, by their names. */
    static List<String> modules(String part) {
        try (var children = Files.list(ROOT.resolve(part))) {
            return children.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .map(module -> ROOT.resolve(part).relativize(module).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The routes of a context, in its package and those below, by the name of its package. */
    static RouteModel routes(String packageName) {
        var within = House.CARAVAN.root() + "." + packageName;
        return RouteModel.of(CLASSES.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith(within + "."))
                .filter(type -> type.isAssignableTo(RouteBuilder.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .sorted(Comparator.comparing(JavaClass::getName))
                .map(Checkout::instance)
                .toList());
    }

    /** The statements of a module of {@code routes/}. */
    static List<Statement> statements(String module) {
        var resources = ROOT.resolve("routes").resolve(module).resolve("src/main/resources");
        if (!Files.isDirectory(resources.resolve("sql"))) {
            return List.of();
        }
        try (var files = Files.walk(resources.resolve("sql"))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file ->
                            new Statement(resources.relativize(file).toString().replace('\\', '/'), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> classDirectories() {
        return Stream.of("routes", "services")
                .flatMap(part -> modules(part).stream().map(ROOT.resolve(part)::resolve))
                .map(Checkout::classDirectory)
                .toList();
    }

    private static Path classDirectory(Path module) {
        var directory = module.resolve("target/classes");
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException(ROOT.relativize(module)
                    + " is not built. Add it to the dependencies of services/rules, or build with -am");
        }
        return directory;
    }

    private static RouteBuilder instance(JavaClass type) {
        try {
            return (RouteBuilder) StandIns.of(Class.forName(type.getName()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " cannot be made: its module must be a dependency of services/rules,"
                            + " and what its constructor takes must be known to StandIns",
                    e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
