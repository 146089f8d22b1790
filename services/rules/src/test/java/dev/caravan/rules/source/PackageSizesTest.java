package dev.caravan.rules.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.rules.CheckoutRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package is small enough to be looked over. */
final class PackageSizesTest {
    /** Those that are still too large. The list only gets shorter: who splits one strikes it out. */
    private static final List<String> KNOWN = List.of(
            "local/cli/src/main/java/dev/caravan/local/cli/cloud",
            "local/cli/src/main/java/dev/caravan/local/cli/cluster",
            "local/cli/src/main/java/dev/caravan/local/cli/demo");

    @TempDir
    Path checkout;

    @Test
    void noPackageHasMoreThanFifteenFilesButThoseThatAreKnown() throws IOException {
        assertThat(PackageSizes.tooLarge(CheckoutRoot.PATH))
                .as("packages of more than " + PackageSizes.MOST
                        + " files: split a new one by concern, and strike out of" + " KNOWN what is no longer one")
                .containsExactlyElementsOf(KNOWN);
    }

    @Test
    void findsPackagesOfMainAndTests() throws IOException {
        fill("module/src/main/java/dev/large", PackageSizes.MOST + 1);
        fill("module/part/src/test/java/dev/large", PackageSizes.MOST + 1);

        assertThat(PackageSizes.tooLarge(checkout))
                .containsExactly("module/part/src/test/java/dev/large", "module/src/main/java/dev/large");
    }

    @Test
    void countsNeitherPackageInfoNorWhatIsBelowNorWhatIsBuiltOrHidden() throws IOException {
        fill("module/src/main/java/dev/full", PackageSizes.MOST);
        Files.createFile(checkout.resolve("module/src/main/java/dev/full/package-info.java"));
        fill("module/src/main/java/dev/full/below", PackageSizes.MOST);
        fill("module/target/copy/src/main/java/dev/large", PackageSizes.MOST + 1);
        fill(".home/copy/src/main/java/dev/large", PackageSizes.MOST + 1);

        assertThat(PackageSizes.tooLarge(checkout)).isEmpty();
    }

    private void fill(String folder, int files) throws IOException {
        var directory = Files.createDirectories(checkout.resolve(folder));
        for (var i = 0; i < files; i++) {
            Files.createFile(directory.resolve("Class" + i + ".java"));
        }
    }
}
