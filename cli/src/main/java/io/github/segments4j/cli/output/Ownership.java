package io.github.segments4j.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a file. In a folder that other users can write to, one of them may have planted a file, a link or a pipe.
 * Where users have no numbers, as on Windows, every file counts as one's own.
 */
public final class Ownership {
    private static final Integer ROOT = 0;
    private static final Path PROCESS = Path.of("/proc/self");

    private Ownership() {}

    /**
     * Tells whether a file belongs to the user who runs this process.
     *
     * @param file the file; a link is not followed
     * @return whether it does
     * @throws IOException if that can't be found out
     */
    public static boolean isMine(Path file) throws IOException {
        return isMine(attributes(file));
    }

    /** Whether a link, a pipe or a device is safe to use: it is one's own, root's, or of the owner of its folder. */
    static boolean isTrusted(Path file) throws IOException {
        Map<String, Object> attributes = attributes(file);
        if (isMine(attributes)) {
            return true;
        }
        Path folder = Objects.requireNonNull(file.getParent()).toRealPath();
        Object user = user(attributes);
        return user.equals(ROOT) || user.equals(user(attributes(folder)));
    }

    /**
     * Opens a file that an earlier export has left, without following a link. What is checked is the file that has been
     * opened, so nobody can exchange it between the check and the use.
     *
     * @param target the file that is to be exported
     */
    static FileChannel openMine(Path file, Path target) throws IOException {
        FileChannel channel;
        try {
            // For reading and writing, since opening a pipe for one of them waits for another process.
            channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw inTheWay(file, target, objection(attributes(file)).orElse("it can't be opened"));
        }
        try {
            Optional<String> objection = objection(attributesOfOpen(file));
            if (objection.isPresent()) {
                throw inTheWay(file, target, objection.get());
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static FileSystemException inTheWay(Path file, Path target, String why) {
        return new FileSystemException(
                file.toString(),
                null,
                "it is in the way of an export to " + target.getFileName() + ", since " + why
                        + "; remove it, or write to another folder");
    }

    /** {@return all attributes of a file, or of a link itself, read at once} */
    static Map<String, Object> attributes(Path file) throws IOException {
        return Files.readAttributes(file, hasUsers(file) ? "unix:*" : "*", LinkOption.NOFOLLOW_LINKS);
    }

    static boolean hasUsers(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static Optional<String> objection(Map<String, Object> attributes) throws IOException {
        if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
            return Optional.of("it is not a regular file");
        }
        if (!isMine(attributes)) {
            return Optional.of("it belongs to " + attributes.get("owner"));
        }
        if (!Integer.valueOf(1).equals(attributes.getOrDefault("nlink", 1))) {
            return Optional.of("it has another name, as a hard link");
        }
        return Optional.empty();
    }

    private static boolean isMine(Map<String, Object> attributes) throws IOException {
        if (!attributes.containsKey("uid")) {
            return true;
        }
        Optional<Integer> me = effectiveUser();
        return me.isPresent()
                ? me.get().equals(user(attributes))
                : String.valueOf(attributes.get("owner")).equals(System.getProperty("user.name"));
    }

    private static Object user(Map<String, Object> attributes) {
        return Objects.requireNonNull(attributes.get("uid"));
    }

    /** On Linux: the line has the real, effective, saved and file system user. */
    private static Optional<Integer> effectiveUser() throws IOException {
        Path status = PROCESS.resolve("status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> Integer.valueOf(line.split("\\s+", 4)[2]))
                .findFirst();
    }

    /**
     * Another path of a file that this process has open, which means that file even if somebody exchanges it at its own
     * path. Where the system does not list open files, it is the same path.
     */
    static Path ofOpenFile(Path file) throws IOException {
        Path descriptors = PROCESS.resolve("fd");
        if (!Files.exists(descriptors)) {
            return file;
        }
        Object key = attributes(file).get("fileKey");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (Objects.equals(key, key(descriptor))) {
                    return descriptor;
                }
            }
        }
        throw new FileSystemException(file.toString(), null, "another process has replaced it; try again");
    }

    private static Map<String, Object> attributesOfOpen(Path file) throws IOException {
        Path open = ofOpenFile(file);
        return open.equals(file) ? attributes(file) : Files.readAttributes(open, "unix:*");
    }

    private static @Nullable Object key(Path descriptor) throws IOException {
        try {
            return Files.readAttributes(descriptor, "fileKey").get("fileKey");
        } catch (NoSuchFileException e) {
            return null; // Another thread has closed it.
        }
    }
}
