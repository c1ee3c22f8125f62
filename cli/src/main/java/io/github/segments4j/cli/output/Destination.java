package io.github.segments4j.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What a path names: a file to replace, or something to write to as it is. What can't be used is refused here, before
 * anything is requested.
 *
 * <p>A link is followed, and the file that it points to is replaced. As the Linux kernel does in shared folders, a link, a
 * pipe or a device is used only if it belongs to this user, to root or to the owner of its folder.
 */
final class Destination {
    private static final int MAX_LINKS = 40;
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private Destination() {}

    static Output open(Path file, Optional<Resumption> resumption, OutputStream stdout) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; !isOpenFile(target) && Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            requireTrusted(target);
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        if (isOpenFile(target)) {
            return openFile(target, stdout);
        }
        if (Files.isDirectory(target)) {
            throw refused(file, "it is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            requireTrusted(target);
            return appendTo(target);
        }
        requireReplaceable(file, target);
        return new FileOutput(target, resumption, new Disk());
    }

    /** Whether a path is an entry of /dev/fd, which stands for a file that a process has open. */
    private static boolean isOpenFile(Path target) throws IOException {
        return realFolder(target).matches("/dev/fd|/proc/\\d+(/task/\\d+)?/fd");
    }

    private static Output openFile(Path target, OutputStream stdout) throws IOException {
        // Opened again, stdout would have a position of its own, and could overwrite what others write to it.
        long process = ProcessHandle.current().pid();
        boolean isMine = List.of("/dev/fd", "/proc/" + process + "/fd").contains(realFolder(target));
        return switch (isMine ? target.getFileName().toString() : "") {
            case "1" -> Output.to(stdout);
            case "2" -> Output.to(new FileOutputStream(FileDescriptor.err));
            default -> appendTo(target);
        };
    }

    private static String realFolder(Path target) throws IOException {
        Path folder = target.getParent();
        return folder != null && Files.isDirectory(folder) ? folder.toRealPath().toString() : "";
    }

    private static Output appendTo(Path target) throws IOException {
        OutputStream stream = Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new StreamOutput(stream, stream);
    }

    private static void requireTrusted(Path path) throws IOException {
        if (!Ownership.isTrusted(path)) {
            throw refused(
                    path,
                    "it is not a file but a link, a pipe or a device, and belongs to "
                            + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS) + "; write to another file");
        }
    }

    private static void requireReplaceable(Path file, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "its folder does not exist");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(file.toString(), null, "no permission to write");
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(
                    file.toString(),
                    null,
                    "no permission to write to its folder, where the new file is written first; write to another folder,"
                            + " or to stdout");
        }
        if (isMountPoint(folder.toRealPath().resolve(target.getFileName()))) {
            throw refused(
                    file, "it is a mount point, which can't be replaced; mount its folder instead, or write to stdout");
        }
    }

    /** Linux lists mount points, with some characters as octal numbers. */
    private static boolean isMountPoint(Path path) throws IOException {
        if (!Files.exists(MOUNTS)) {
            return false;
        }
        String listed = path.toString()
                .replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
        return new String(Files.readAllBytes(MOUNTS), StandardCharsets.UTF_8)
                .lines()
                .anyMatch(line -> line.split(" ", 6)[4].equals(listed));
    }

    private static FileSystemException refused(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }
}
