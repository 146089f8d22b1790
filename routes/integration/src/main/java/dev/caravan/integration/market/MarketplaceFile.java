package dev.caravan.integration.market;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * The file while it is written: lines go in, compressed bytes come out. It lies on disk under no name, so that nothing is left of it
 * when the process dies.
 */
final class MarketplaceFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final FileChannel channel;
    private final MessageDigest digest;
    private final GZIPOutputStream compressed;
    private final Writer lines;

    /**
     * Begins with the head.
     *
     * @param directory where there is room for it
     */
    MarketplaceFile(Path directory) throws IOException {
        digest = sha256();
        channel = FileChannel.open(
                directory.resolve("marketplace-" + UUID.randomUUID()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        compressed = new GZIPOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER);
        lines = new BufferedWriter(new OutputStreamWriter(compressed, StandardCharsets.UTF_8), BUFFER);
        add(MarketplaceListing.head());
    }

    /**
     * What was written.
     *
     * @param content its bytes; can go back to a mark from anywhere, so that a part can be sent again
     * @param bytes how many there are
     * @param sha256 their SHA-256 in hexadecimal digits
     */
    record Content(InputStream content, long bytes, String sha256) {}

    /** Adds a line. */
    void add(String line) throws IOException {
        lines.write(line);
        lines.write('\n');
    }

    /** Ends the file, and gives what it holds until it is closed. */
    Content finish() throws IOException {
        lines.flush();
        compressed.finish();
        var bytes = channel.size();
        return new Content(
                new MarketplaceFileStream(channel, bytes), bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
