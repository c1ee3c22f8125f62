package io.github.segments4j.cli.output;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * FILE.segments-checkpoint: a {@link Checkpoint} as JSON that people can read. It holds no secret.
 *
 * @param temporary where the next checkpoint is written before it replaces the last one
 */
record CheckpointFile(Path path, Path temporary, Path target, Disk disk) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** Far more than a page token needs. */
    private static final int MAX_BYTES = 1 << 20;

    private static final String START_OVER = "; run the command without --resume to start over";

    static CheckpointFile of(Path target, Disk disk) {
        Path path = PartFile.beside(target, ".segments-checkpoint");
        Path temporary = PartFile.beside(target, ".segments-checkpoint.new");
        return new CheckpointFile(path, temporary, target, disk);
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads the checkpoint of an earlier export, and checks that this one can resume it. */
    Checkpoint read(Resumption now, PartFile part) throws IOException {
        Checkpoint checkpoint = parse(readAll());
        requireSame("in --format " + now.format(), "in --format " + checkpoint.format());
        requireSame("from " + now.source(), "from " + checkpoint.source());
        requireSame(columns(now.format().columns()), columns(checkpoint.columns()));
        requireSame("by the contract " + Checkpoint.CONTRACT, "by the contract " + checkpoint.contract());
        long size = part.channel().size();
        if (size < checkpoint.bytes()) {
            String reason = "it has " + size + " bytes, but " + path.getFileName() + " requires " + checkpoint.bytes();
            throw new FileSystemException(part.path().toString(), null, reason + START_OVER);
        }
        return checkpoint;
    }

    private byte[] readAll() throws IOException {
        try (FileChannel channel = disk.open(path, target)) {
            return Channels.newInputStream(channel).readNBytes(MAX_BYTES);
        }
    }

    private Checkpoint parse(byte[] json) throws FileSystemException {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.path("version").asInt(Checkpoint.VERSION) != Checkpoint.VERSION) {
                throw invalid("it is from another version of this command");
            }
            Checkpoint checkpoint = JSON.treeToValue(tree, Checkpoint.class);
            if (checkpoint != null && checkpoint.bytes() > 0) {
                return checkpoint;
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // Not JSON, not UTF-8, or JSON of something else.
        }
        throw invalid("it is not a checkpoint");
    }

    private FileSystemException invalid(String why) {
        return new FileSystemException(path.toString(), null, why + START_OVER);
    }

    private static String columns(List<String> names) {
        return "with the columns " + String.join(", ", names);
    }

    private void requireSame(String now, String then) {
        if (!now.equals(then)) {
            throw new IllegalArgumentException("This export is " + now + ", but the one of " + path + " is "
                    + PrintableText.of(then)
                    + ": use the same with --resume, or run the command without --resume to start over");
        }
    }

    /** Replaces the file at once: if the process is killed, it holds this checkpoint or the one before. */
    void write(Checkpoint checkpoint) throws IOException {
        deleteTemporary();
        try (FileChannel channel = disk.create(temporary)) {
            disk.write(
                    channel,
                    ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(checkpoint)));
        }
        disk.move(temporary, path);
    }

    void delete() throws IOException {
        delete(path);
    }

    /** Also shows, before anything is requested, that a checkpoint can be written. */
    void deleteTemporary() throws IOException {
        delete(temporary);
    }

    private void delete(Path file) throws IOException {
        try {
            disk.delete(file);
        } catch (FileSystemException e) {
            throw Ownership.inTheWay(file, target, "it can't be deleted: " + e.getReason());
        }
    }
}
