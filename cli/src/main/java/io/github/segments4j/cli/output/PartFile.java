package io.github.segments4j.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.UUID;

/**
 * FILE.segments-part, which holds the data of FILE until it is complete. It is locked while its channel is open.
 *
 * @param isNew whether it was created now, and not left by an earlier run
 */
record PartFile(Path path, FileChannel channel, boolean isNew) {
    /** In bytes, on every common file system. */
    private static final int LONGEST_NAME = 255;

    static PartFile open(Path target) throws IOException {
        Path path = beside(target, ".segments-part");
        boolean isNew = create(path);
        FileChannel channel = lock(path, target);
        try {
            copyPermissions(target, path);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new PartFile(path, channel, isNew);
    }

    /** The file name with a suffix. A name that would be too long is shortened, and a hash keeps it unique. */
    static Path beside(Path target, String suffix) {
        String name = String.valueOf(target.getFileName());
        if (length(name + suffix) > LONGEST_NAME) {
            String hash = "-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            while (length(name + hash + suffix) > LONGEST_NAME) {
                name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
            }
            name += hash;
        }
        return target.resolveSibling(name + suffix);
    }

    private static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Of the file itself, even if it is a link. */
    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean create(Path path) throws IOException {
        try {
            Files.createFile(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static FileChannel lock(Path path, Path target) throws IOException {
        BasicFileAttributes opened = attributes(path);
        if (!opened.isRegularFile()) {
            throw new FileSystemException(
                    path.toString(), null, "it is in the way of an export to " + target.getFileName() + "; remove it");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (tryLock(channel, target) && isStillAt(path, opened)) {
                return channel;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new FileSystemException(target.toString(), null, "another export is writing to it; wait for its end");
    }

    private static boolean tryLock(FileChannel channel, Path target) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new FileSystemException(
                    target.toString(), null, "its file system does not support locks; write elsewhere, or to stdout");
        }
    }

    /** Another export that is just ending may have renamed the file before it was locked here. */
    private static boolean isStillAt(Path path, BasicFileAttributes opened) throws IOException {
        try {
            return Objects.equals(opened.fileKey(), attributes(path).fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void copyPermissions(Path target, Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            view.setPermissions(Files.getPosixFilePermissions(target));
        }
    }
}
