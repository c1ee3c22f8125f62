package io.github.segments4j.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A disk whose process is killed before one of its changes, or in the middle of a write, and changes nothing after it. */
final class MortalDisk extends Disk implements AutoCloseable {
    static final class Killed extends Error {}

    private final List<FileChannel> opened = new ArrayList<>();
    private int left;

    /** Makes so many changes, and is then killed. */
    MortalDisk(int changes) {
        left = changes;
    }

    private void beforeChange() {
        if (left == 0) {
            throw new Killed();
        }
        left--;
    }

    @Override
    FileChannel create(Path file) throws IOException {
        beforeChange();
        return remember(super.create(file));
    }

    @Override
    FileChannel open(Path file, Path target) throws IOException {
        return remember(super.open(file, target));
    }

    private FileChannel remember(FileChannel channel) {
        opened.add(channel);
        return channel;
    }

    @Override
    void createEmpty(Path file) throws IOException {
        beforeChange();
        super.createEmpty(file);
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        beforeChange();
        int end = bytes.limit();
        super.write(channel, bytes.limit(end / 2));
        beforeChange();
        super.write(channel, bytes.limit(end));
    }

    @Override
    void truncate(FileChannel channel, long size) throws IOException {
        beforeChange();
        super.truncate(channel, size);
    }

    @Override
    void force(FileChannel channel) {
        // Takes long, and makes no difference unless the power fails.
    }

    @Override
    void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        beforeChange();
        super.setPermissions(file, permissions);
    }

    @Override
    void setGroup(Path file, GroupPrincipal group) throws IOException {
        beforeChange();
        super.setGroup(file, group);
    }

    @Override
    void move(Path from, Path to) throws IOException {
        beforeChange();
        super.move(from, to);
    }

    @Override
    void delete(Path file) throws IOException {
        beforeChange();
        super.delete(file);
    }

    /** As the system does for a process that has ended, which also ends its locks. */
    @Override
    public void close() throws IOException {
        for (FileChannel channel : opened) {
            channel.close();
        }
    }
}
