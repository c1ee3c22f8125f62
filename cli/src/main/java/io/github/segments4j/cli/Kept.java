package io.github.segments4j.cli;

/** What a failure has left to go on with: it travels with the failure, suppressed, and is said after it. */
final class Kept extends Exception {
    Kept(String message) {
        super(message);
    }
}
