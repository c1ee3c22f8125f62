package io.github.segments4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users download. */
class ArchiveTest {
    private static final int JAVA_17 = 61;

    @TempDir
    Path folder;

    @Test
    void zipAndTarHaveTheSameFilesInOneFolder() throws Exception {
        String listed = Ran.in(folder, "tar", "-tzf", Archive.tar().toString()).out();
        List<String> inZip;
        try (ZipFile zip = new ZipFile(Archive.zip().toFile())) {
            inZip = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(Object::toString)
                    .toList();
        }

        assertThat(inZip)
                .containsExactlyInAnyOrderElementsOf(
                        listed.lines().filter(name -> !name.endsWith("/")).toList())
                .allMatch(name -> name.startsWith(Archive.name() + "/"))
                .contains(
                        Archive.name() + "/bin/segments",
                        Archive.name() + "/lib/segments.jar",
                        Archive.name() + "/share/completion/segments.bash",
                        Archive.name() + "/share/completion/_segments",
                        Archive.name() + "/share/completion/segments.fish",
                        Archive.name() + "/share/man/man1/segments.1",
                        Archive.name() + "/LICENSE",
                        Archive.name() + "/THIRD-PARTY");
    }

    @Test
    void onlyTheOwnerCanWriteAndAllCanReadWhatIsUnpacked() throws Exception {
        Archive.unpackedIn(folder);

        Ran ran = Ran.in(folder, "find", ".", "-mindepth", "1", "(", "-perm", "/022", "-o", "!", "-perm", "-444", ")");

        assertThat(ran).isEqualTo(new Ran(0, "", ""));
        assertThat(folder.resolve(Archive.name()).resolve("bin/segments")).isExecutable();
    }

    @Test
    void theJarFindsAllOthersBesideIt() throws IOException {
        try (JarFile jar =
                new JarFile(Archive.FOLDER.resolve("lib/segments.jar").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            List<String> path =
                    List.of(manifest.getValue(Attributes.Name.CLASS_PATH).split(" "));

            assertThat(Archive.jars())
                    .contains("segments.jar")
                    .containsAll(path)
                    .hasSize(path.size() + 1);
        }
    }

    @Test
    void withoutTheLauncherTheJarRunsOnItsOwn() throws Exception {
        Path jar = Archive.unpackedIn(folder).resolve("lib/segments.jar");

        Ran ran = Ran.in(
                folder, Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", jar.toString(), "-V");

        assertThat(ran).isEqualTo(new Ran(0, Archive.name().replaceFirst("-", " ") + "\n", ""));
    }

    /** The JVM archives no classes for older versions. */
    @Test
    void picocliIsCompiledForJava17() throws IOException {
        String name = Archive.jars().stream()
                .filter(jar -> jar.startsWith("picocli-"))
                .findFirst()
                .orElseThrow();
        try (JarFile jar = new JarFile(Archive.FOLDER.resolve("lib/" + name).toFile());
                DataInputStream type =
                        new DataInputStream(jar.getInputStream(jar.getEntry("picocli/CommandLine.class")))) {
            type.readInt();
            type.readUnsignedShort();

            assertThat(type.readUnsignedShort()).isEqualTo(JAVA_17);
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    @Test
    void eachLibraryIsNamedWithItsLicense() throws IOException {
        List<String> notices = Files.readAllLines(Archive.FOLDER.resolve("THIRD-PARTY"));

        assertThat(Archive.jars())
                .filteredOn(jar -> !jar.startsWith("segments"))
                .hasSizeGreaterThan(10)
                .allSatisfy(jar -> assertThat(notices)
                        .anySatisfy(line -> assertThat(line)
                                .matches(" +\\(.+\\) .+")
                                .contains(":" + jar.replaceFirst("-([\\d.]+)\\.jar", ":$1") + " ")));
    }

    @Test
    void eachCommandHasAManualPage() throws IOException {
        List<String> commands =
                List.of("list", "export", "count", "diff", "verify", "rehearse", "sandbox", "generate", "help");

        try (Stream<Path> pages = Files.list(Archive.FOLDER.resolve("share/man/man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .contains("segments.1")
                    .containsAll(commands.stream()
                            .map(command -> "segments-" + command + ".1")
                            .toList());
        }
    }
}
