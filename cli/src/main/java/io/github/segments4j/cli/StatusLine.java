package io.github.segments4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The last line of a terminal, which shows a status until something else is written to the terminal. */
final class StatusLine extends OutputStream {
    private static final byte[] CLEAR_LINE = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream terminal;
    private boolean visible;

    StatusLine(OutputStream terminal) {
        this.terminal = terminal;
    }

    /** Shows a status in place of the last one. */
    synchronized void show(String status) throws IOException {
        terminal.write(CLEAR_LINE);
        terminal.write(status.getBytes(StandardCharsets.UTF_8));
        terminal.flush();
        visible = true;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (visible) {
            terminal.write(CLEAR_LINE);
            visible = false;
        }
        terminal.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        terminal.flush();
    }
}
