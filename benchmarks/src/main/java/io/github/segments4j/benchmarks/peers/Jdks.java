package io.github.segments4j.benchmarks.peers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDKs that the command is run with. */
public final class Jdks {
    /** Where Linux distributions keep JDKs. */
    private static final Path FOLDER = Path.of("/usr/lib/jvm");

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(17|25)\\b");

    private Jdks() {}

    /** The JDK that runs this program, and one of version 17 and one of version 25, where they are installed. */
    public static Map<Integer, Path> installed() throws IOException {
        Map<Integer, Path> installed = new TreeMap<>();
        if (Files.exists(FOLDER)) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(FOLDER)) {
                for (Path home : homes) {
                    Path release = home.resolve("release");
                    Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
                    if (version.find() && Files.isExecutable(home.resolve("bin/java"))) {
                        installed.put(Integer.parseInt(version.group(1)), home.toRealPath());
                    }
                }
            }
        }
        installed.put(Runtime.version().feature(), Child.THIS_JDK);
        return installed;
    }
}
