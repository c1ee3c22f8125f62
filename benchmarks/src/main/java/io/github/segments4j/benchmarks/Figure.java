package io.github.segments4j.benchmarks;

/**
 * One figure of one round.
 *
 * @param who what was measured; the name of what is ours starts with {@link #OURS}
 * @param setting under which circumstances
 */
record Figure(String setting, String who, Measure measure, double value) {
    static final String OURS = "segments4j";

    boolean isOurs() {
        return who.startsWith(OURS);
    }
}
