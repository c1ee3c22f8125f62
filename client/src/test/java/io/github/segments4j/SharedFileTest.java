package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files share a rate limit, and what becomes of those that can't. */
class SharedFileTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("limit");
    }

    @Test
    void onlyTheUserCanReadAndWriteTheFile() throws Exception {
        RateLimiter.shared(file).acquire(LONG);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void permissionsOfOthersAreTakenFromTheFile() throws Exception {
        Files.createFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        RateLimiter.shared(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void eachNameOfAFileIsTheSameLimiter() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));

        RateLimiter limiter = RateLimiter.shared(folder.resolve("real").resolve("limit"));

        assertThat(RateLimiter.shared(link.resolve("limit"))).isSameAs(limiter);
        assertThat(RateLimiter.shared(link.resolve("..").resolve("link").resolve("limit")))
                .isSameAs(limiter);
    }

    @Test
    void oneProcessSharesAFileAtOneRate() {
        RateLimiter.shared(file, 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiter.shared(file))
                .withMessageEndingWith("is shared at 5 requests a second by this process already, not at 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    void aRateIsBounded(int requests) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiter.shared(file, requests))
                .withMessageContaining("from 1 to 1000");
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherRateIsRefusedAsLongAsOthersUseTheFile() throws Exception {
        process(5).acquire(LONG);

        assertThatThrownBy(() -> check(10))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "other processes share it at 5 requests a second, not at 10: use the same rate, or"
                                + " name another file");

        time.pass(Duration.ofMinutes(1));
        check(10);
        assertThat(process(10).acquire(LONG)).isPositive();
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAsItIs() throws Exception {
        Files.writeString(file, "id,name\n1,a\n");

        assertRefused("it is no file of a rate limiter: name another, or one that does not exist");

        assertThat(file).hasContent("id,name\n1,a\n");
    }

    @Test
    void aFileOfAnotherVersionIsRefused() throws Exception {
        Files.writeString(file, "segments4j rate limit, format 2\n".repeat(20));

        assertRefused("another version of this library shares it: use the same version, or name another file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 32, 39, 40, 100, 263})
    void aFileThatWasCutShortStartsAnew(int length) throws Exception {
        process(10).acquire(LONG);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertThat(process(10).acquire(LONG)).isEqualTo(11);
        assertThat(process(10).acquire(LONG)).isEqualTo(12);
    }

    @Test
    void aDamagedFileStartsAnew() throws Exception {
        process(10).acquire(LONG);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 32; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);

            assertThat(process(10).acquire(LONG)).as("byte %d", i).isEqualTo(11);
        }
    }

    @Test
    void aLinkIsRefused() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "");
        Files.createSymbolicLink(file, target);

        assertRefused("it is not a regular file: name another");

        assertThat(target).isEmptyFile();
    }

    @Test
    void aFolderIsRefused() throws Exception {
        Files.createDirectory(file);

        assertRefused("it is not a regular file: name another");
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        file = folder.resolve("missing").resolve("limit");

        assertRefused("its folder does not exist: create the folder first");
    }

    @Test
    void aFolderThatOthersCanChangeIsRefused() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(
                "other users can replace it, because they can write to its folder: run chmod o-w on the folder, or"
                        + " name a file in another");

        Files.setAttribute(folder, "unix:mode", 01777);
        RateLimiter.shared(file);
    }

    @Test
    void aFileOfAnotherUserIsRefused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can act for another user");
        Files.createFile(file);
        giveAway(file);

        assertRefused("it belongs to the user nobody: name a file of your own");
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can act for another user");
        giveAway(folder);

        assertRefused("its folder belongs to the user nobody: name a file in a folder of your own");
    }

    @Test
    void aProcessThatIsKilledWithTheLockLeavesTheFileToTheOthers() throws Exception {
        SharedPacer process = process(10);
        process.acquire(LONG);
        Process child = child(LockHolder.class);
        try (InputStream out = child.getInputStream()) {
            assertThat(out.read()).as("has the lock").isEqualTo('L');
            assertThat(process.acquire(LONG)).as("without the file").isNegative();
        } finally {
            child.destroyForcibly().waitFor();
        }
        Duration before = time.passed();

        assertThat(process.acquire(LONG)).as("with the file").isPositive();
        assertThat(process(10).acquire(LONG)).isPositive();

        assertThat(time.passed().minus(before)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void limitersOfOneProcessThatDoNotKnowEachOtherGiveOutDifferentPermits() throws Exception {
        List<Callable<List<Long>>> copies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SharedPacer copy = new SharedPacer(PrivateFile.at(file), 1_000, Time.SYSTEM);
            copies.add(() -> Permits.of(copy));
        }
        ExecutorService threads = Executors.newFixedThreadPool(copies.size());

        List<Long> permits = new ArrayList<>();
        for (Future<List<Long>> some : threads.invokeAll(copies)) {
            permits.addAll(some.get());
        }

        threads.shutdown();
        assertThat(permits).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void processesGiveOutDifferentPermits() throws Exception {
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(child(Permits.class));
        }

        List<String> permits = new ArrayList<>();
        for (Process child : children) {
            permits.addAll(child.inputReader().lines().toList());
        }

        assertThat(permits).hasSize(150).doesNotHaveDuplicates();
    }

    /** Takes fifty permits, and prints those that are shared. Alone, it could give out the same ones as others. */
    static final class Permits {
        static List<Long> of(RateLimiter limiter) throws Exception {
            List<Long> permits = new ArrayList<>();
            while (permits.size() < 50) {
                long permit = limiter.acquire(LONG);
                limiter.answered(permit, Duration.ZERO);
                if (permit > 0) {
                    permits.add(permit);
                }
            }
            return permits;
        }

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws Exception {
            of(RateLimiter.shared(Path.of(args[0]), 1_000)).forEach(System.out::println);
        }
    }

    private Process child(Class<?> program) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Keeps the lock until it is killed. */
    static final class LockHolder {
        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws IOException {
            try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                file.lock();
                System.out.print('L');
                System.out.flush();
                System.in.read();
            }
        }
    }

    private SharedPacer process(int limit) throws IOException {
        return new SharedPacer(PrivateFile.at(file), limit, time);
    }

    private void check(int limit) throws IOException {
        new LimiterFile(PrivateFile.at(file), limit, time).check();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> RateLimiter.shared(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The rate limit can't be shared by a file: ")
                .hasMessageEndingWith(reason);
    }

    private static void giveAway(Path file) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
}
