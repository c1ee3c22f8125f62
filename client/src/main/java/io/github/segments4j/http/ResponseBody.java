package io.github.segments4j.http;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The body of a response, without its framing. */
abstract sealed class ResponseBody {
    /** In digits: more would not fit into a {@code long}. */
    private static final int LONGEST_NUMBER = 15;

    final ResponseInput in;

    private ResponseBody(ResponseInput in) {
        this.in = in;
    }

    /** Reads at least one byte, and as many as have arrived; returns -1 at the end. */
    abstract int read(byte[] to) throws IOException;

    /** How many bytes are still to come, as far as is known. */
    abstract long expected();

    /** Whether the connection can be used again after the body's end. */
    boolean keepsConnection() {
        return true;
    }

    static ResponseBody of(String method, ResponseHead head, ResponseInput in) throws BrokenResponseException {
        if (method.equals("HEAD") || Set.of(204, 304).contains(head.status())) {
            return new Fixed(in, 0);
        }
        List<String> codings = head.headers().allValues("Transfer-Encoding");
        List<String> lengths = head.headers().allValues("Content-Length");
        if (!codings.isEmpty()) {
            if (!ResponseHead.tokens(codings).equals(List.of("chunked"))) {
                throw new BrokenResponseException("the response has a transfer coding other than chunked");
            }
            // With both headers, the connection may hold another response than the server thinks.
            return new Chunked(in, lengths.isEmpty());
        }
        return lengths.isEmpty() ? new UntilClose(in) : new Fixed(in, length(lengths));
    }

    private static long length(List<String> values) throws BrokenResponseException {
        Set<String> lengths = Set.copyOf(ResponseHead.tokens(values));
        String length = String.join(" ", lengths);
        if (!length.matches("\\d{1," + LONGEST_NUMBER + "}")) {
            throw new BrokenResponseException("the response has a malformed Content-Length");
        }
        return Long.parseLong(length);
    }

    private static final class Fixed extends ResponseBody {
        private long left;

        Fixed(ResponseInput in, long length) {
            super(in);
            left = length;
        }

        @Override
        int read(byte[] to) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(to, 0, (int) Math.min(left, to.length));
            if (count < 0) {
                throw BrokenResponseException.cutShort();
            }
            left -= count;
            return count;
        }

        @Override
        long expected() {
            return left;
        }
    }

    private static final class UntilClose extends ResponseBody {
        UntilClose(ResponseInput in) {
            super(in);
        }

        @Override
        int read(byte[] to) throws IOException {
            return in.read(to, 0, to.length);
        }

        @Override
        long expected() {
            return Long.MAX_VALUE;
        }

        @Override
        boolean keepsConnection() {
            return false;
        }
    }

    private static final class Chunked extends ResponseBody {
        private static final int LONGEST_LINE = 4 * 1024;
        private static final int LONGEST_TRAILER = 64 * 1024;

        private final boolean keepsConnection;
        private long left;
        private boolean ended;

        Chunked(ResponseInput in, boolean keepsConnection) {
            super(in);
            this.keepsConnection = keepsConnection;
        }

        /** Puts small chunks together, so that the memory that a body takes depends on its bytes and not on its chunks. */
        @Override
        int read(byte[] to) throws IOException {
            int count = 0;
            while (count < to.length && !ended && (count == 0 || in.isBuffered())) {
                if (left == 0) {
                    startChunk();
                } else {
                    count += readChunk(to, count);
                }
            }
            return count == 0 ? -1 : count;
        }

        private int readChunk(byte[] to, int offset) throws IOException {
            int count = in.read(to, offset, (int) Math.min(left, to.length - offset));
            if (count < 0) {
                throw BrokenResponseException.cutShort();
            }
            left -= count;
            if (left == 0 && !in.line(1).isEmpty()) {
                throw new BrokenResponseException("a chunk of the body does not end where it should");
            }
            return count;
        }

        private void startChunk() throws IOException {
            String size = in.line(LONGEST_LINE).split("[ \\t;]", 2)[0];
            if (!size.matches("[0-9A-Fa-f]{1," + LONGEST_NUMBER + "}")) {
                throw new BrokenResponseException("a chunk of the body has a malformed size");
            }
            left = Long.parseLong(size, 16);
            if (left == 0) {
                skipTrailer();
                ended = true;
            }
        }

        private void skipTrailer() throws IOException {
            int allowed = LONGEST_TRAILER;
            String line;
            do {
                line = in.line(Math.max(allowed, 0));
                allowed -= line.length() + 2;
            } while (!line.isEmpty());
        }

        @Override
        long expected() {
            return Long.MAX_VALUE;
        }

        @Override
        boolean keepsConnection() {
            return keepsConnection;
        }
    }
}
