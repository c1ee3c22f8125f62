package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class Jdk {
    private Jdk() {}

    /** This one, and one of 17 and one of 25 from where Linux keeps them, by version. */
    static List<Path> all() throws IOException {
        Map<Integer, Path> found = new TreeMap<>();
        Path shelf = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(shelf)) {
            try (Stream<Path> homes = Files.list(shelf)) {
                for (Path home : homes.sorted().toList()) {
                    if (Files.exists(home.resolve("release"))
                            && Files.isExecutable(home.resolve("bin/java"))
                            && List.of(17, 25).contains(version(home))) {
                        found.put(version(home), home.toRealPath());
                    }
                }
            }
        }
        Path here = Path.of(System.getProperty("java.home"));
        found.put(version(here), here);
        return new ArrayList<>(found.values());
    }

    /** The first number of it. */
    static int version(Path home) throws IOException {
        Properties release = new Properties();
        Path file = home.resolve("release");
        if (!Files.exists(file)) {
            return Runtime.version().feature();
        }
        try (InputStream in = Files.newInputStream(file)) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }
}
