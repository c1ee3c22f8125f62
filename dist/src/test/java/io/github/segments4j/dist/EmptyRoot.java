package io.github.segments4j.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A root file system with a shell, the libraries of the system, and nothing else: a machine where nothing is installed. */
final class EmptyRoot {
    private static final String ADD = """
            set -eu
            mkdir -p bin dev proc tmp
            chmod 1777 tmp
            [ -e dev/null ] || mknod -m 666 dev/null c 1 3
            [ -e dev/urandom ] || mknod -m 666 dev/urandom c 1 9
            for program; do
              file=$program
              case $program in
                */*) ;;
                *)
                  file=$(readlink -f "$(command -v "$program")")
                  cp "$file" "bin/$program"
                  ;;
              esac
              ldd "$file" | grep -o '/[^ ]*' | while read -r library; do
                mkdir -p ".${library%/*}"
                cp -n "$library" ".$library"
              done
            done
            """;
    private static final String ENTER = """
            set -eu
            mount -t proc proc proc
            exec env -i HOME=/tmp PATH=/bin "$(command -v chroot)" --userspec="$0" . "$@"
            """;

    final Path path;

    private EmptyRoot(Path path) {
        this.path = path;
    }

    /** Makes it, with programs of this machine. Skips the test where that can't be done. */
    static EmptyRoot in(Path folder, String... programs) throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can change the root of a process");
        assumeTrue(Ran.isInstalled("unshare"), "there is no unshare, which only Linux has");
        assumeTrue(
                Ran.in(folder, "unshare", "--mount", "--pid", "--fork", "true").code() == 0,
                "nothing can be mounted in this container");
        EmptyRoot root = new EmptyRoot(Files.createDirectories(folder.resolve("root")));
        root.add(programs);
        return root;
    }

    /** Adds programs of this machine with their libraries. Of those with a path, the libraries only. */
    void add(String... programs) throws IOException, InterruptedException {
        Ran added = Ran.in(path, command(List.of("sh", "-c", ADD, "sh"), programs));
        if (added.code() != 0) {
            throw new IOException(added.err());
        }
    }

    /** Runs a program of this root. */
    Ran run(String... command) throws IOException, InterruptedException {
        return runAs("0:0", command);
    }

    /** Runs a program of this root as a user and a group, which are numbers. */
    Ran runAs(String user, String... command) throws IOException, InterruptedException {
        return Ran.in(
                path, command(List.of("unshare", "--mount", "--pid", "--fork", "sh", "-c", ENTER, user), command));
    }

    private static String[] command(List<String> start, String... rest) {
        List<String> all = new ArrayList<>(start);
        all.addAll(Arrays.asList(rest));
        return all.toArray(String[]::new);
    }
}
