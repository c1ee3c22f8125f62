package io.github.segments4j.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * FILE.segments-part, which holds the data of FILE until it is complete. It is locked while its channel is open. Only
 * its owner can read it, until it is complete.
 */
record PartFile(Path path, Path target, FileChannel channel, Disk disk) {
    static PartFile open(Path target, Disk disk) throws IOException {
        Path path = beside(target, ".segments-part");
        FileChannel channel = openOrCreate(path, target, disk);
        try {
            Object key = Ownership.attributes(path).get("fileKey");
            // Another export that is just ending may rename the file before it is locked here.
            if (!tryLock(channel, target)
                    || !Objects.equals(key, Ownership.attributes(path).get("fileKey"))) {
                throw isBusy(target);
            }
            PartFile part = new PartFile(path, target, channel, disk);
            part.makePrivate();
            return part;
        } catch (NoSuchFileException e) {
            channel.close();
            throw isBusy(target);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static Path beside(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }

    private static FileChannel openOrCreate(Path path, Path target, Disk disk) throws IOException {
        try {
            return disk.create(path);
        } catch (FileAlreadyExistsException e) {
            return openEarlier(path, target, disk);
        }
    }

    private static FileChannel openEarlier(Path path, Path target, Disk disk) throws IOException {
        try {
            return disk.open(path, target);
        } catch (NoSuchFileException e) {
            throw isBusy(target); // It has just been renamed to the target.
        }
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

    private static FileSystemException isBusy(Path target) {
        return new FileSystemException(target.toString(), null, "another export is writing to it; wait for its end");
    }

    /** Before anything is written: an earlier file keeps its owner and its group, or is not replaced. */
    void takeGroupOfTarget() throws IOException {
        if (!Ownership.hasUsers(target) || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Object> earlier = Ownership.attributes(target);
        Map<String, Object> now = Ownership.attributes(path);
        if (!Objects.equals(earlier.get("uid"), now.get("uid"))) {
            throw cannotReplace("it belongs to " + earlier.get("owner") + ", and a new file would not");
        }
        if (!Objects.equals(earlier.get("gid"), now.get("gid"))) {
            try {
                disk.setGroup(path, permissionsOf(target).orElseThrow().group());
            } catch (IOException e) {
                throw cannotReplace("its group is " + earlier.get("group") + ", which a new file can't be given");
            }
        }
    }

    private FileSystemException cannotReplace(String why) {
        return new FileSystemException(
                target.toString(), null, "it can't be replaced: " + why + "; remove it, or write to another file");
    }

    void truncate(long size) throws IOException {
        disk.truncate(channel, size);
    }

    void write(ByteBuffer bytes) throws IOException {
        disk.write(channel, bytes);
    }

    void force() throws IOException {
        disk.force(channel);
    }

    void makePrivate() throws IOException {
        disk.makePrivate(path);
    }

    /**
     * Gives the complete data the permissions of the file that it replaces, or else of a new file.
     *
     * @param unused the path of a file that may be created for a moment
     */
    void giveFinalPermissions(Path unused) throws IOException {
        Optional<PosixFileAttributes> earlier = permissionsOf(target);
        if (earlier.isPresent()) {
            disk.setPermissions(path, earlier.get().permissions());
        } else {
            // Java can't ask for the umask, and the folder may have default permissions of its own.
            disk.delete(unused);
            disk.createEmpty(unused);
            Optional<PosixFileAttributes> usual = permissionsOf(unused);
            disk.delete(unused);
            if (usual.isPresent()) {
                disk.setPermissions(path, usual.get().permissions());
            }
        }
    }

    private static Optional<PosixFileAttributes> permissionsOf(Path file) throws IOException {
        Optional<PosixFileAttributeView> view = Disk.view(file);
        return view.isPresent() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(view.get().readAttributes())
                : Optional.empty();
    }

    void delete() throws IOException {
        disk.delete(path);
    }

    void moveToTarget() throws IOException {
        try {
            disk.move(path, target);
        } catch (FileSystemException e) {
            throw new FileSystemException(
                    target.toString(), null, "the complete file can't be renamed to it: " + e.getReason());
        }
    }
}
