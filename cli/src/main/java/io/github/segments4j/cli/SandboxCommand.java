package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code segments sandbox}. */
@Command(
    name = "sandbox",
    description = {
      "Runs a stand-in for the API on 127.0.0.1 until it is interrupted. It prints what to connect with.",
      "In a browser, its address shows the API's documentation, from which requests can be tried.",
      "It is not the vendor's service: its data is made up, and it forgets everything when it ends."
    },
    sortOptions = false)
final class SandboxCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port; 0 is any free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--segments",
      paramLabel = "N",
      description = "How many segments to make up. Default: 1000.")
  @Nullable
  Integer segments;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which segments to make up: the same seed gives the same ones. Default: 42.")
  @Nullable
  Long seed;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Serve the segments of this .csv, .json or .ndjson file instead, with the columns or fields id,"
              + " name and, if there is one, status: what export writes.")
  @Nullable
  Path data;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = "acme",
      description = "The tenant. Default: ${DEFAULT-VALUE}.")
  String tenant = "acme";

  @Option(
      names = "--rate-limit",
      paramLabel = "sliding|fixed|bucket|weighted|paced|none",
      defaultValue = "sliding",
      description =
          "How requests are counted: in any second (sliding), in each second of the clock (fixed), by a bucket"
              + " that holds a second's requests and is refilled evenly (bucket), in this second and, fading,"
              + " the one before (weighted), one at a time and evenly spaced (paced), or not at all (none)."
              + " Default: ${DEFAULT-VALUE}.")
  Limit rateLimit = Limit.SLIDING;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "How many requests to allow, 1 or more a second. Default: 10.")
  @Nullable
  Integer requestsPerSecond;

  SandboxCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (Sandbox sandbox = configured().start()) {
      new SandboxPage(sandbox).serve(SandboxPage.class.getClassLoader());
      shell.out().write(banner(sandbox).getBytes(StandardCharsets.UTF_8));
      shell.out().flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private Sandbox.Builder configured() {
    if (data != null && (segments != null || seed != null)) {
      throw new ParameterException(
          spec.commandLine(), "--data brings its own rows: leave --segments and --seed out");
    }
    if (rateLimit == Limit.NONE && requestsPerSecond != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--rate-limit none allows any number: leave --requests-per-second out");
    }
    Sandbox.Builder builder = Sandbox.builder().port(port).tenant(tenant).rateLimit(rateLimit);
    if (segments != null) {
      builder.segments(segments);
    }
    if (seed != null) {
      builder.seed(seed);
    }
    if (data != null) {
      builder.data(data);
    }
    if (requestsPerSecond != null) {
      builder.requestsPerSecond(requestsPerSecond);
    }
    return builder;
  }

  /** Each line by itself can be read by a script or pasted into a shell. */
  private static String banner(Sandbox sandbox) {
    return """
        SANDBOX: a stand-in for the Amperity API, with made-up data. Ctrl-C ends it.

        base-url:      %1$s
        tenant:        %2$s
        access-token:  %3$s
        client-id:     %4$s
        client-secret: %5$s
        segments:      %6$d
        browser:       http://127.0.0.1:%7$d/

        Try it:
        %8$s

        Or, in another terminal:
        export AMPERITY_TENANT=%2$s AMPERITY_ACCESS_TOKEN=%3$s AMPERITY_BASE_URL=%1$s
        segments export --output segments.csv

        """.formatted(
            sandbox.baseUrl(),
            sandbox.tenant(),
            sandbox.accessToken(),
            sandbox.clientId(),
            sandbox.clientSecret(),
            sandbox.segmentCount(),
            sandbox.port(),
            curl(sandbox));
  }

  /** A whole request, to be pasted into a shell. */
  static String curl(Sandbox sandbox) {
    return "curl -H 'amperity-tenant: %s' -H 'api-version: 2024-04-01' -H 'Authorization: Bearer %s' '%s/segments?limit=2'"
        .formatted(sandbox.tenant(), sandbox.accessToken(), sandbox.baseUrl());
  }
}
