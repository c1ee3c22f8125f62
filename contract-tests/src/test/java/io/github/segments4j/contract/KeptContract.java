package io.github.segments4j.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contract as the last release has it. The name of its file, {@code segments-1.2.3.yaml}, says which. */
record KeptContract(Release release, ObjectNode document) {
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
            return new KeptContract(Release.parse(version), Yaml.document(Files.readString(kept.get(0))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the revision of a contract, which is this project's; its version is the vendor's} */
    static int revision(ObjectNode document) {
        return document.at("/info/x-revision").asInt();
    }

    /** The contract that the next release is to have. */
    static ObjectNode current() {
        try {
            return Yaml.document(Files.readString(OPENAPI.resolve("segments.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
