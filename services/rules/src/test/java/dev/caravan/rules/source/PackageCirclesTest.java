package dev.caravan.rules.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.rules.CheckoutRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package can be understood without those that need it. */
final class PackageCirclesTest {
    @TempDir
    Path checkout;

    @Test
    void noPackagesImportEachOther() throws IOException {
        assertThat(PackageCircles.of(CheckoutRoot.PATH))
                .as("packages that need each other: move what both need to one of them, or below both")
                .isEmpty();
    }

    @Test
    void findsACircleOfThreeAndNotWhoeverNeedsItOrIsNeeded() throws IOException {
        write("dev/a/A", "import dev.b.B;");
        write("dev/b/B", "import static dev.c.C.made;");
        write("dev/c/C", "import dev.a.A;\nimport dev.below.Below;");
        write("dev/above/Above", "import dev.a.A;");
        write("dev/below/Below", "import java.util.List;");

        assertThat(PackageCircles.of(checkout))
                .containsExactly("m/src/main/java/dev/a", "m/src/main/java/dev/b", "m/src/main/java/dev/c");
    }

    @Test
    void takesAPackageOfTheSameNameInAnotherModuleForAnother() throws IOException {
        write("dev/a/A", "import dev.b.B;");
        Files.createDirectories(checkout.resolve("n/src/main/java/dev/b"));
        Files.writeString(checkout.resolve("n/src/main/java/dev/b/B.java"), "import dev.a.A;\n");

        assertThat(PackageCircles.of(checkout)).isEmpty();
    }

    private void write(String name, String imports) throws IOException {
        var file = checkout.resolve("m/src/main/java/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, imports + "\n");
    }
}
