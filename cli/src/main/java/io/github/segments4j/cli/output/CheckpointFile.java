package io.github.segments4j.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * FILE.segments-checkpoint: a {@link Checkpoint} as JSON that people can read. It holds no secret.
 *
 * @param temporary where the next checkpoint is written before it replaces the last one
 */
record CheckpointFile(Path path, Path temporary) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private static final String START_OVER = "; run the command without --resume to start over";

    static CheckpointFile of(Path target) {
        return new CheckpointFile(
                PartFile.beside(target, ".segments-checkpoint"), PartFile.beside(target, ".segments-checkpoint.new"));
    }

    /** Reads the checkpoint of an earlier export, and checks that this one can resume it. */
    Checkpoint read(Resumption now, PartFile part) throws IOException {
        if (!PartFile.attributes(path).isRegularFile()) {
            throw invalid();
        }
        Checkpoint checkpoint = parse();
        requireSame("in --format " + now.format(), "in --format " + checkpoint.format());
        requireSame("from " + now.source(), "from " + checkpoint.source());
        long size = part.channel().size();
        if (size < checkpoint.bytes()) {
            String reason = "it has " + size + " bytes, but " + path.getFileName() + " requires " + checkpoint.bytes();
            throw new FileSystemException(part.path().toString(), null, reason + START_OVER);
        }
        return checkpoint;
    }

    private Checkpoint parse() throws IOException {
        try {
            Checkpoint checkpoint = JSON.readValue(path.toFile(), Checkpoint.class);
            if (checkpoint.bytes() < 0) {
                throw invalid();
            }
            return checkpoint;
        } catch (JsonProcessingException e) {
            throw invalid();
        }
    }

    private FileSystemException invalid() {
        return new FileSystemException(path.toString(), null, "it is not a checkpoint" + START_OVER);
    }

    private void requireSame(String now, String then) {
        if (!now.equals(then)) {
            throw new IllegalArgumentException("This export is " + now + ", but the one of " + path + " is " + then
                    + ": use the same with --resume, or run the command without --resume to start over");
        }
    }

    /** Replaces the file at once: if the process is killed, it holds this checkpoint or the one before. */
    void write(Checkpoint checkpoint) throws IOException {
        Files.deleteIfExists(temporary);
        byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(checkpoint);
        Files.write(temporary, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(temporary);
    }
}
