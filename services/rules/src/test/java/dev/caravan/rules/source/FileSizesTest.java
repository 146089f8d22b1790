package dev.caravan.rules.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.rules.CheckoutRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is short enough to be kept in mind. */
final class FileSizesTest {
    @TempDir
    Path checkout;

    @Test
    void noFileHasMoreThanThreeHundredLines() throws IOException {
        assertThat(FileSizes.tooLong(CheckoutRoot.PATH))
                .as("files of more than " + FileSizes.MOST + " lines: split it by what it says")
                .isEmpty();
    }

    @Test
    void findsFilesOfMainAndTestsAndNothingThatIsBuilt() throws IOException {
        fill("module/src/main/java/dev/Long.java", FileSizes.MOST + 1);
        fill("module/src/test/java/dev/LongTest.java", FileSizes.MOST + 1);
        fill("module/src/main/java/dev/Full.java", FileSizes.MOST);
        fill("module/target/copy/src/main/java/dev/Long.java", FileSizes.MOST + 1);

        assertThat(FileSizes.tooLong(checkout))
                .containsExactly("module/src/main/java/dev/Long.java", "module/src/test/java/dev/LongTest.java");
    }

    private void fill(String file, int lines) throws IOException {
        var path = checkout.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "\n".repeat(lines));
    }
}
