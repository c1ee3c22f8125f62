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
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a failure as one line on stderr and an exit code. */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int UNEXPECTED = 1;
    static final int USAGE = 2;
    private static final int NOT_AUTHENTICATED_OR_PERMITTED = 3;
    static final int RATE_LIMITED = 4;
    static final int SERVER_OR_NETWORK = 5;
    static final int CONTRACT_BROKEN = 6;
    static final int ROWS_MISSING = 7;

    /** What a shell reports for a program that the signal SIGPIPE has ended: 128 and the number of the signal. */
    private static final int READER_GONE = 141;

    private final Shell shell;

    ErrorReporter(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        shell.say(message(e, args));
        shell.tell("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static String message(ParameterException e, String[] args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return UnknownArgument.of(unmatched).message();
        }
        String message = String.valueOf(e.getMessage());
        return e.getCommandLine().getDefaultValueProvider() instanceof EnvironmentDefaults environment
                ? environment.nameVariable(message, e.getArgSpec(), args)
                : message;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        return report(e);
    }

    /** Prints the message of a failure, and returns its exit code. */
    int report(Throwable failure) {
        if (failure instanceof Stdout.ReaderGoneException) {
            return READER_GONE;
        }
        shell.say(message(failure));
        return exitCode(failure);
    }

    private static int exitCode(Throwable e) {
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

    private static String message(Throwable e) {
        if (e instanceof FileSystemException file) {
            return "can't use the file " + file.getFile() + ": " + reason(file);
        }
        if (e instanceof OutOfMemoryError) {
            return "there is not enough memory (" + e.getMessage() + "): choose a smaller --page-size, or give the JVM"
                    + " more, for example with JAVA_OPTS=-Xmx1g";
        }
        if (e instanceof StackOverflowError) {
            return "unexpected error: the stack is not deep enough for what was read";
        }
        if (e instanceof IOException && !(e instanceof InterruptedIOException)) {
            // Whatever is read reports a FileSystemException.
            return "can't write the data: " + e.getMessage();
        }
        boolean isForPeople = e instanceof SegmentsException
                || e instanceof IllegalArgumentException
                || e instanceof InterruptedIOException
                || e instanceof UncheckedIOException;
        return isForPeople && e.getMessage() != null ? e.getMessage() : "unexpected error: " + e;
    }

    /** Where the JDK gives no reason, the name of the exception is one, such as NoSuchFileException. */
    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        String name = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
