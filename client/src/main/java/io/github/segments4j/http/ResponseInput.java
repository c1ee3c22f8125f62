package io.github.segments4j.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that a server sends, buffered. */
final class ResponseInput {
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int end;
    private boolean isUntouched;

    ResponseInput(InputStream in) {
        this.in = in;
    }

    /** A new request begins: whether the server has sent anything since is told by {@link #isUntouched}. */
    void expectResponse() {
        isUntouched = true;
    }

    boolean isUntouched() {
        return isUntouched;
    }

    /** Whether there are bytes that can be read without waiting. */
    boolean isBuffered() {
        return position < end;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer);
        position = 0;
        end = Math.max(count, 0);
        isUntouched &= end == 0;
        return end > 0;
    }

    /** Returns the next byte, or -1 at the end. */
    int read() throws IOException {
        return isBuffered() || fill() ? buffer[position++] & 0xff : -1;
    }

    /** Reads at least one byte, and returns how many; -1 at the end. */
    int read(byte[] to, int offset, int length) throws IOException {
        if (!isBuffered() && length >= buffer.length) {
            return in.read(to, offset, length); // Nothing would be won by a copy.
        }
        if (!isBuffered() && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, to, offset, count);
        position += count;
        return count;
    }

    /** Reads a line, without its end. */
    String line(int longest) throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        while (true) {
            int next = read();
            if (next < 0) {
                throw BrokenResponseException.cutShort();
            }
            if (next == '\n') {
                boolean hasReturn = length > 0 && line[length - 1] == '\r';
                return new String(line, 0, hasReturn ? length - 1 : length, StandardCharsets.ISO_8859_1);
            }
            if (length == longest) {
                throw new BrokenResponseException(
                        "the head of the response, or a line of its body's framing, is too long");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) next;
        }
    }
}
