package io.github.segments4j.sandbox.http;

import java.io.ByteArrayOutputStream;

/** Puts together a body that comes in chunks, a byte at a time if need be. */
public final class ChunkedBody {
    /** Sizes with what may stand behind them, and what may follow the body, are far shorter; our choice. */
    private static final int MOST_LINE = 4 * 1024;

    /** What comes next. */
    private enum Part {
        SIZE,
        DATA,
        AFTER_DATA,
        TRAILER,
        END
    }

    private final int most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private Part part = Part.SIZE;
    private long left;
    private int trailers;

    /**
     * Begins with nothing.
     *
     * @param most how many bytes the body may have
     */
    public ChunkedBody(int most) {
        this.most = most;
    }

    public boolean isWhole() {
        return part == Part.END;
    }

    public boolean isTooLarge() {
        return body.size() + left > most;
    }

    public byte[] bytes() {
        return body.toByteArray();
    }

    /** Takes in what there is up to the end of the body, and says where it stopped. */
    public int take(byte[] bytes, int from, int to) throws BadRequestException {
        int at = from;
        while (at < to && !isWhole() && !isTooLarge()) {
            if (part == Part.DATA) {
                int some = (int) Math.min(left, to - at);
                body.write(bytes, at, some);
                at += some;
                left -= some;
                part = left == 0 ? Part.AFTER_DATA : Part.DATA;
            } else {
                take((char) (bytes[at++] & 0xFF));
            }
        }
        return at;
    }

    private void take(char c) throws BadRequestException {
        int end = line.length() - 1;
        if (c == '\n' && end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
            take(line.toString());
            line.setLength(0);
            return;
        }
        boolean isAfterReturn = end >= 0 && line.charAt(end) == '\r';
        if (isAfterReturn || (c < ' ' && c != '\r' && c != '\t') || end > MOST_LINE) {
            throw bad();
        }
        line.append(c);
    }

    private void take(String whole) throws BadRequestException {
        switch (part) {
            case SIZE -> {
                left = size(whole);
                part = left == 0 ? Part.TRAILER : Part.DATA;
            }
            case AFTER_DATA -> {
                if (!whole.isEmpty()) {
                    throw bad();
                }
                part = Part.SIZE;
            }
            default -> {
                trailers += whole.length();
                if (trailers > MOST_LINE) {
                    throw bad();
                }
                part = whole.isEmpty() ? Part.END : Part.TRAILER;
            }
        }
    }

    private static long size(String line) throws BadRequestException {
        int semicolon = line.indexOf(';');
        String digits = semicolon < 0 ? line : line.substring(0, semicolon);
        if (digits.isEmpty()
                || digits.length() > 8
                || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
            throw bad();
        }
        return Long.parseLong(digits, 16);
    }

    private static BadRequestException bad() {
        return new BadRequestException("The body is not in chunks, unlike its header \"Transfer-Encoding\".");
    }
}
