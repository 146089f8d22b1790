package dev.caravan.local.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Remembers, also over a crash, which uploads have become events. */
final class HandedOver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, String> uploads;

    HandedOver(Path directory) throws IOException {
        this.file = directory.resolve("handed-over.json");
        this.uploads = Files.exists(file)
                ? new TreeMap<>(JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {}))
                : new TreeMap<>();
    }

    /** Whether this very upload of this key has become an event. */
    boolean contains(String key, String upload) {
        return upload.equals(uploads.get(key));
    }

    void remember(String key, String upload) throws IOException {
        uploads.put(key, upload);
        save();
    }

    /** Forgets objects that are no longer there. */
    void retain(Set<String> keys) throws IOException {
        if (uploads.keySet().retainAll(keys)) {
            save();
        }
    }

    private void save() throws IOException {
        DurableFile.write(file, JSON.writeValueAsString(uploads));
    }
}
