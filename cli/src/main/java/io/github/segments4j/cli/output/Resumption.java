package io.github.segments4j.cli.output;

import java.util.function.Consumer;

/**
 * How a later export can resume one that fails.
 *
 * @param format the format of the rows, which both exports must share
 * @param source the tenant and the base URL that the rows come from, which both exports must share
 * @param requested whether this export is to resume an earlier one, if that left a checkpoint
 * @param onExit receives a description of what is kept when the JVM is ended before the export is complete
 */
public record Resumption(Format format, String source, boolean requested, Consumer<String> onExit) {}
