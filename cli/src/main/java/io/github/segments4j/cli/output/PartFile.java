package io.github.segments4j.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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

/**
 * FILE.segments-part, which holds the data of FILE until it is complete. It is locked while its channel is open.
 *
 * @param isNew whether it was created now, and not left by an earlier run
 */
record PartFile(Path path, FileChannel channel, boolean isNew) {
    static PartFile open(Path target) throws IOException {
        Path path = beside(target, ".segments-part");
        boolean isNew = create(path);
        return new PartFile(path, lock(path, target), isNew);
    }

    static Path beside(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
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
                copyPermissions(target, path);
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
