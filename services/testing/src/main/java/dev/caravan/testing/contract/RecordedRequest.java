package dev.caravan.testing.contract;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body is noted while the service reads it. */
final class RecordedRequest extends HttpServletRequestWrapper {
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private @Nullable ServletInputStream stream;

    RecordedRequest(HttpServletRequest request) {
        super(request);
    }

    byte[] seen() {
        return seen.toByteArray();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Noting(super.getInputStream());
        }
        return stream;
    }

    private final class Noting extends ServletInputStream {
        private final ServletInputStream source;

        Noting(ServletInputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            var next = source.read();
            if (next >= 0) {
                seen.write(next);
            }
            return next;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            var count = source.read(into, from, length);
            if (count > 0) {
                seen.write(into, from, count);
            }
            return count;
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
