package dev.caravan.starter.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoded UTF-8 (RFC 3986, section 2.1), read strictly: nothing is guessed and nothing replaced. */
public final class PercentEncoding {
    private PercentEncoding() {}

    /** A text that is not percent-encoded as it should be; the message says why. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    /** What a text means in which only {@code %} is special. */
    public static String decode(String text) throws MalformedException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var source = text.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(source.length);
        for (var i = 0; i < source.length; i++) {
            if (source[i] != '%') {
                bytes.put(source[i]);
            } else if (i + 2 < source.length
                    && HexFormat.isHexDigit(source[i + 1])
                    && HexFormat.isHexDigit(source[i + 2])) {
                bytes.put((byte) (HexFormat.fromHexDigit(source[i + 1]) << 4 | HexFormat.fromHexDigit(source[i + 2])));
                i += 2;
            } else {
                throw new MalformedException("a percent sign is not followed by two hex digits; write it as %25");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("what is percent-encoded is not UTF-8");
        }
    }
}
