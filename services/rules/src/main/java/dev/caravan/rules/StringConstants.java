package dev.caravan.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** The strings of a class, read from the constant pool of its file (JVM specification, section 4.4). */
final class StringConstants {
    private static final int STRING = 8;

    private StringConstants() {}

    /** Every string constant of the class, text blocks and parts of concatenations included. */
    static List<String> of(JavaClass type) {
        var source = type.getSource().orElseThrow(() -> new IllegalArgumentException(type + " has no class file"));
        try (var file = source.getUri().toURL().openStream()) {
            return read(new ClassReader(file));
        } catch (IOException e) {
            throw new UncheckedIOException(source + " cannot be read", e);
        }
    }

    private static List<String> read(ClassReader file) {
        var strings = new ArrayList<String>();
        var buffer = new char[file.getMaxStringLength()];
        for (var index = 1; index < file.getItemCount(); index++) {
            var content = file.getItem(index); // 0 for the second place that a long or a double takes
            if (content > 0 && file.readByte(content - 1) == STRING) {
                strings.add((String) file.readConst(index, buffer));
            }
        }
        return strings;
    }
}
