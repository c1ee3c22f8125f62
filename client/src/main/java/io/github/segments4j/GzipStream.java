package io.github.segments4j;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952), one member after the other. The JDK's own stream calls itself for each empty member, and
 * 10,000 of them overflow the stack.
 */
final class GzipStream extends InputStream {
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[8 * 1024];
    private int position;
    private int end;
    private boolean isInMember;
    private boolean hasEnded;

    /** Decompresses a stream that begins with a member. */
    GzipStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = 0;
        while (length > 0 && count == 0 && !hasEnded) {
            if (isInMember) {
                count = inflate(to, offset, length);
            } else {
                startMember();
            }
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int inflate(byte[] to, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(to, offset, length);
            crc.update(to, offset, count);
            if (count > 0) {
                return count;
            }
        } catch (DataFormatException e) {
            throw new ZipException("the compressed data is damaged");
        }
        if (inflater.finished()) {
            endMember();
        } else if (inflater.needsDictionary()) {
            throw new ZipException("the compressed data needs a dictionary");
        } else {
            if (!fill()) {
                throw new EOFException("the compressed data is cut short");
            }
            inflater.setInput(buffer, 0, end);
        }
        return 0;
    }

    private void startMember() throws IOException {
        int first = next();
        if (first != 0x1f || next() != 0x8b) {
            hasEnded = true; // What follows the last member is padding.
            return;
        }
        if (required() != 8) {
            throw new ZipException("the compression method is unknown");
        }
        int flags = required();
        skip(6); // The time, the level and the system.
        if ((flags & HAS_EXTRA) != 0) {
            skip(required() | required() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(buffer, position, end - position);
        crc.reset();
        isInMember = true;
    }

    private void endMember() throws IOException {
        position = end - inflater.getRemaining();
        long sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum |= (long) required() << shift;
        }
        long size = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            size |= (long) required() << shift;
        }
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the compressed data is damaged");
        }
        isInMember = false;
    }

    private void skipText() throws IOException {
        while (required() != 0) {
            // It ends with a zero.
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            required();
        }
    }

    private int required() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException("the compressed data is cut short");
        }
        return next;
    }

    private int next() throws IOException {
        return position < end || fill() ? buffer[position++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
