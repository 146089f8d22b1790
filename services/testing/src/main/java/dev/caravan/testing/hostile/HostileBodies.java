package dev.caravan.testing.hostile;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies that no operation accepts, whatever its schema says. */
final class HostileBodies {
    private static final int DEEP = 5_000;

    private HostileBodies() {}

    /** By name; each is a 400, a 413 or a 422 wherever JSON is read. */
    static Map<String, byte[]> all() {
        var bodies = new LinkedHashMap<String, byte[]>();
        text(bodies, "nothing", "");
        text(bodies, "broken off", "{\"name\":");
        text(bodies, "something after the end", "{} {}");
        text(bodies, "a comment", "{/* hello */}");
        text(bodies, "single quotes", "{'name':'x'}");
        text(bodies, "NaN", "{\"price\":NaN}");
        text(bodies, "the same key twice", "{\"name\":\"a\",\"name\":\"b\"}");
        text(bodies, "null", "null");
        text(bodies, "a number", "12");
        text(bodies, "a text", "\"name\"");
        text(bodies, "deep arrays", "[".repeat(DEEP) + "]".repeat(DEEP));
        text(bodies, "deep objects", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
        text(bodies, "a number of many digits", "{\"price\":1" + "0".repeat(5_000) + "}");
        text(bodies, "a huge exponent", "{\"price\":1e999999999}");
        bodies.put("no UTF-8", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'});
        bodies.put("UTF-16", "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16));
        return bodies;
    }

    private static void text(Map<String, byte[]> bodies, String name, String text) {
        bodies.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
