package dev.caravan.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The native library of Lambda's runtime client. The client would unpack it to one fixed file in {@code /tmp}, where two
 * functions that start at once disturb each other; so it is unpacked here, and the client is told where it is.
 */
final class NativeClient {

    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private NativeClient() {}

    /** Unpacks the library and returns the JVM option that names it. */
    static String unpack(Path directory) throws IOException {
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        var libc = usesMusl() ? "linux_musl" : "linux";
        var name = "libaws-lambda-jni." + libc + "-" + architecture + ".so";
        var library = directory.resolve(name);
        try (var packed = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
            if (packed == null) {
                throw new FileNotFoundException("The runtime client has no native library " + name + ".");
            }
            var unfinished = Files.createTempFile(directory, name, ".unfinished");
            Files.copy(packed, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
        }
        return "-D" + PROPERTY + "=" + library;
    }

    private static boolean usesMusl() throws IOException {
        var libraries = Path.of("/lib");
        if (!Files.isDirectory(libraries)) {
            return false;
        }
        try (var musl = Files.newDirectoryStream(libraries, "ld-musl-*")) {
            return musl.iterator().hasNext();
        }
    }
}
