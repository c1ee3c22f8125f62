package io.github.segments4j.cli;

import io.github.segments4j.AuthenticationException;
import io.github.segments4j.ConnectionException;
import io.github.segments4j.InvalidRequestException;
import io.github.segments4j.PermissionException;
import io.github.segments4j.ProtocolException;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.ServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** From a failure to a line on stderr and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    // As --help lists them.
    private static final int UNEXPECTED = 1;
    private static final int USAGE = 2;
    private static final int NOT_AUTHENTICATED_OR_PERMITTED = 3;
    static final int RATE_LIMITED = 4;
    static final int SERVER_OR_NETWORK = 5;
    static final int CONTRACT_BROKEN = 6;

    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String complaint = String.valueOf(e.getMessage());
        say(
                e.getCommandLine().getDefaultValueProvider() instanceof Variables variables
                        ? variables.blaming(complaint, e.getArgSpec(), args)
                        : complaint);
        err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        // Whoever read stdout has seen enough, as head does.
        if (!(e instanceof IOException) || !String.valueOf(e.getMessage()).equals("Broken pipe")) {
            say(message(e));
        }
        for (Throwable also : e.getSuppressed()) {
            if (also instanceof Kept) {
                say(String.valueOf(also.getMessage()));
            }
        }
        return code(e);
    }

    private void say(String message) {
        err.println("segments: " + message);
    }

    private static int code(Exception e) {
        if (e instanceof AuthenticationException || e instanceof PermissionException) {
            return NOT_AUTHENTICATED_OR_PERMITTED;
        }
        if (e instanceof RateLimitedException) {
            return RATE_LIMITED;
        }
        if (e instanceof ServerException || e instanceof ConnectionException) {
            return SERVER_OR_NETWORK;
        }
        if (e instanceof ProtocolException) {
            return CONTRACT_BROKEN;
        }
        return e instanceof IllegalArgumentException || e instanceof InvalidRequestException ? USAGE : UNEXPECTED;
    }

    private static String message(Exception e) {
        if (e instanceof FileSystemException file) {
            return "can't use the file " + file.getFile() + ": " + reason(file);
        }
        if (e instanceof CharacterCodingException) {
            return "the file of the access token holds something else: visible ASCII characters only";
        }
        if (e instanceof IOException) {
            return "can't write the data: " + e.getMessage();
        }
        boolean ours = e instanceof SegmentsException
                || e instanceof IllegalArgumentException
                || e instanceof UncheckedIOException;
        return ours && e.getMessage() != null ? e.getMessage() : "unexpected: " + e;
    }

    /** The JDK leaves the reason out where its class says it. */
    private static String reason(FileSystemException e) {
        return e.getReason() != null
                ? e.getReason()
                : e.getClass()
                        .getSimpleName()
                        .replaceAll("(Exception$)", "")
                        .replaceAll("([a-z])([A-Z])", "$1 $2")
                        .toLowerCase(Locale.ROOT);
    }
}
