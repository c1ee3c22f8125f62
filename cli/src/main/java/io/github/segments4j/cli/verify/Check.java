package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.report.NotChecked;

/**
 * One question to the server. Wrong answers are added to the {@link Findings}.
 *
 * @param name appears in reports, and is the same in every version
 */
record Check(String name, Action action) {
    /** Sends requests and examines the answers. */
    interface Action {
        void run() throws NotChecked, InterruptedException;
    }
}
