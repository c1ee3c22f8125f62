package io.github.segments4j.benchmarks;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A sandbox without a rate limit, in a process of its own, with one tenant for each number of rows. */
final class SandboxProcess implements AutoCloseable {
    private final Process process;
    private final List<Target> tenants = new ArrayList<>();

    SandboxProcess(List<Integer> rows) throws IOException {
        process = ChildJvm.start(
                List.of(), Program.class, rows.stream().map(String::valueOf).toArray(String[]::new));
        for (int i = 0; i < rows.size(); i++) {
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException("The sandbox has ended");
            }
            String[] words = line.split(" ", -1);
            tenants.add(new Target(words[0], words[1], words[2]));
        }
    }

    Target tenant(int index) {
        return tenants.get(index);
    }

    int port() {
        return URI.create(tenant(0).baseUrl()).getPort();
    }

    long residentKilobytes() throws IOException {
        return ResidentMemory.kilobytes(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            SandboxBuilder builder = Sandbox.builder()
                    .tenant("tenant-0")
                    .segments(Integer.parseInt(args[0]))
                    .noRateLimit();
            for (int i = 1; i < args.length; i++) {
                builder.anotherTenant("tenant-" + i, Integer.parseInt(args[i]));
            }
            Sandbox sandbox = builder.start();
            for (int i = 0; i < args.length; i++) {
                System.out.println(sandbox.baseUrl() + " tenant-" + i + " "
                        + sandbox.tenant("tenant-" + i).accessToken());
            }
            Thread.currentThread().join();
        }
    }
}
