package dev.caravan.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** The strings of a class, read from the constant pool of its file (JVM specification, section 4.4). */
final class StringConstants {
    private static final int UTF8 = 1;
    private static final int STRING = 8;

    private StringConstants() {}

    /** Every string constant of the class, text blocks and parts of concatenations included. */
    static List<String> of(JavaClass type) {
        var source = type.getSource().orElseThrow(() -> new IllegalArgumentException(type + " has no class file"));
        try (var file = new DataInputStream(source.getUri().toURL().openStream())) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read", e);
        }
    }

    private static List<String> read(DataInputStream file) throws IOException {
        file.skipNBytes(8); // magic number and version
        var texts = new HashMap<Integer, String>();
        var strings = new ArrayList<Integer>();
        var count = file.readUnsignedShort();
        for (var index = 1; index < count; index++) {
            var tag = file.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts.put(index, file.readUTF());
                case STRING -> strings.add(file.readUnsignedShort());
                case 7, 16, 19, 20 -> file.skipNBytes(2);
                case 15 -> file.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> file.skipNBytes(4);
                case 5, 6 -> {
                    file.skipNBytes(8);
                    index++; // long and double take two places
                }
                default -> throw new IOException("a constant of an unknown kind: " + tag);
            }
        }
        return strings.stream()
                .map(index -> Objects.requireNonNull(texts.get(index)))
                .toList();
    }
}
