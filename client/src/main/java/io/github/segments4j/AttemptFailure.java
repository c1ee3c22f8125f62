package io.github.segments4j;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that failed, on its way to the {@link RetryLoop}. Callers get a {@link SegmentsException} in its place,
 * which knows of all attempts.
 */
final class AttemptFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final Problem problem;

    AttemptFailure(Problem problem) {
        this(problem, null);
    }

    AttemptFailure(Problem problem, @Nullable Throwable cause) {
        super(problem.what(), cause);
        this.problem = problem;
    }

    /** Makes the failure of an interrupted thread, and sets the thread's interrupt status again. */
    static AttemptFailure interrupted(String request, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AttemptFailure(Problem.interrupted(request), cause);
    }
}
