package dev.caravan.feed.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is written to an object.
 *
 * @param type the media type
 * @param bytes the bytes; can be marked and read again; the store closes them
 * @param length how many bytes there are
 */
public record ObjectContent(String type, InputStream bytes, long length) {

    /** Bytes in memory. */
    public static ObjectContent of(String type, byte[] bytes) {
        return new ObjectContent(type, new ByteArrayInputStream(bytes), bytes.length);
    }

    /** A file. */
    public static ObjectContent of(String type, Path file) throws IOException {
        return of(type, file, 0, Files.size(file));
    }

    /** A part of a file. */
    public static ObjectContent of(String type, Path file, long from, long length) throws IOException {
        return new ObjectContent(type, new FileRegion(file, from, length), length);
    }
}
