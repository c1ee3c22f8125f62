package io.github.segments4j;

import feign.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;

/** Opens the body of a response, decompressed. */
final class ResponseBody {
    /** A header that was doubled has two. */
    private static final int MOST_CODINGS = 2;

    private ResponseBody() {}

    /**
     * Opens a body. A body is decompressed as often as the header says, but only while it is compressed: a proxy may have
     * doubled the header, or decompressed the body and kept it.
     *
     * @param limit the most bytes that may be read
     * @throws TooLongException when more are read
     * @throws UnknownCodingException if the server chose a coding that was not asked for
     */
    static InputStream open(Response response, int limit) throws IOException {
        InputStream body = response.body() == null
                ? InputStream.nullInputStream()
                : response.body().asInputStream();
        List<String> codings = new ResponseHeaders(response.headers()).list("content-encoding");
        if (codings.size() > MOST_CODINGS) {
            throw new UnknownCodingException(String.join(", ", codings.subList(0, MOST_CODINGS + 1)));
        }
        for (String coding : codings) {
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                body = new Bounded(decompressed(body), limit);
            } else if (!coding.equals("identity")) {
                throw new UnknownCodingException(coding);
            }
        }
        return new Bounded(body, limit);
    }

    private static InputStream decompressed(InputStream body) throws IOException {
        PushbackInputStream start = new PushbackInputStream(body, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean isGzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        return isGzip ? new GzipStream(start) : start;
    }

    /** The body is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The message is the coding. */
    static final class UnknownCodingException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownCodingException(String coding) {
            super(coding);
        }
    }

    private static final class Bounded extends FilterInputStream {
        private int left;

        Bounded(InputStream in, int limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new TooLongException();
            }
            return count;
        }
    }
}
