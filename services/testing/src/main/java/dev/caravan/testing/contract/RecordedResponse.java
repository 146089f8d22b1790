package dev.caravan.testing.contract;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A response whose body is noted on its way out; a long stream is only counted. */
final class RecordedResponse extends HttpServletResponseWrapper {
    private static final int LONGEST = 4 * 1024 * 1024;

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private boolean tooLong;
    private @Nullable ServletOutputStream stream;

    RecordedResponse(HttpServletResponse response) {
        super(response);
    }

    /** The body as the client understands it. */
    byte[] seen() {
        if (!"gzip".equals(getHeader("Content-Encoding")) || seen.size() == 0) {
            return seen.toByteArray();
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(seen.toByteArray()))) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isTooLong() {
        return tooLong;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        seen.reset();
    }

    @Override
    public void reset() {
        super.reset();
        seen.reset();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new Noting(super.getOutputStream());
        }
        return stream;
    }

    private final class Noting extends ServletOutputStream {
        private final ServletOutputStream target;

        Noting(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            target.write(value);
            note(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            target.write(bytes, from, length);
            note(bytes, from, length);
        }

        private void note(byte[] bytes, int from, int length) {
            if (seen.size() + length > LONGEST) {
                tooLong = true;
            } else {
                seen.write(bytes, from, length);
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
