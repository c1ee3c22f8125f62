package io.github.segments4j.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The archive that the build has just made. */
final class Archive {
    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final Path FOLDER = TARGET.resolve("segments/segments");

    private Archive() {}

    static String name() {
        return "segments-" + System.getProperty("project.version");
    }

    static Path tar() {
        return TARGET.resolve(name() + ".tar.gz");
    }

    static Path zip() {
        return TARGET.resolve(name() + ".zip");
    }

    /** Unpacks the archive as users do, and returns its folder. */
    static Path unpackedIn(Path parent) throws IOException, InterruptedException {
        return unpacked(tar(), parent);
    }

    static Path unpacked(Path tar, Path parent) throws IOException, InterruptedException {
        Ran ran = Ran.in(Files.createDirectories(parent), "tar", "-xzf", tar.toString());
        if (ran.code() != 0) {
            throw new IOException(ran.err());
        }
        return parent.resolve(name());
    }

    static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
