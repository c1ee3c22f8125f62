package io.github.segments4j.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contract as the last release has it. The name of its file, {@code segments-1.2.3.yaml}, says which. */
record KeptContract(Release release, String yaml) {
  private static final Path OPENAPI = Path.of("..", "openapi");
  private static final String NAME = "segments-(.+)\\.yaml";

  static KeptContract last() {
    try (Stream<Path> files = Files.list(OPENAPI.resolve("baseline"))) {
      List<Path> kept = files.toList();
      if (kept.size() != 1) {
        throw new IllegalStateException(
            "openapi/baseline must hold one contract, that of the last release, not " + kept);
      }
      String version = kept.get(0).getFileName().toString().replaceFirst(NAME, "$1");
      return new KeptContract(Release.parse(version), Files.readString(kept.get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String current() {
    try {
      return Files.readString(OPENAPI.resolve("segments.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
