package io.github.segments4j.cli.verify;

/** One question to the server. What it answers wrongly goes to the {@link Findings}. */
interface Check {
    /** Stands in reports, the same in every version. */
    String name();

    void run() throws NotChecked, InterruptedException;
}
