package dev.caravan.integration.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketplaceFileTest {

    @Test
    void holdsTheHeadAndItsLinesAndKnowsItsHash(@TempDir Path directory) throws Exception {
        try (var file = new MarketplaceFile(directory)) {
            file.add("1\tö");
            var written = file.finish();
            var bytes = written.content().readAllBytes();

            assertThat(text(bytes)).isEqualTo(MarketplaceListing.head() + "\n1\tö\n");
            assertThat(written.bytes()).isEqualTo(bytes.length);
            assertThat(written.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
    }

    @Test
    void canBeReadAgainFromItsMarkHoweverFarOn(@TempDir Path directory) throws Exception {
        try (var file = new MarketplaceFile(directory)) {
            var content = file.finish().content();
            content.skipNBytes(5);
            content.mark(1);
            var once = content.readAllBytes();
            content.reset();

            assertThat(content.readAllBytes()).isEqualTo(once).isNotEmpty();
        }
    }

    @Test
    void leavesNothingBehindWhenItIsNeverClosed(@TempDir Path directory) throws Exception {
        var file = new MarketplaceFile(directory);

        assertThat(directory).isEmptyDirectory();
        file.close();
    }

    private static String text(byte[] compressed) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
