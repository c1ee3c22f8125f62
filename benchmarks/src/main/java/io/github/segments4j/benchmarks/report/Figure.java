package io.github.segments4j.benchmarks.report;

import java.io.Serializable;

/**
 * One figure of one round.
 *
 * @param setting the conditions, such as the page size
 * @param who the contender
 */
record Figure(String setting, String who, Measure measure, double value) implements Serializable {}
