package dev.caravan.local.cli.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes for people's eyes. */
final class Bytes {

    private static final int ROW = 16;

    private Bytes() {}

    /** UTF-8 text without control characters but line ends and tabs as it is, anything else as a table of hexadecimal digits. */
    static String show(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t')) {
                return text;
            }
        } catch (CharacterCodingException e) {
            return hexadecimal(bytes);
        }
        return hexadecimal(bytes);
    }

    private static String hexadecimal(byte[] bytes) {
        var table = new StringBuilder();
        for (int from = 0; from < bytes.length; from += ROW) {
            int to = Math.min(bytes.length, from + ROW);
            var ascii = new StringBuilder();
            for (int at = from; at < to; at++) {
                ascii.append(bytes[at] >= ' ' && bytes[at] < 0x7F ? (char) bytes[at] : '.');
            }
            String digits = HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
            table.append(String.format("%08x  %-47s  %s%n", from, digits, ascii));
        }
        return table.toString().stripTrailing();
    }
}
