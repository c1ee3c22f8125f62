package io.github.segments4j.benchmarks.report;

import java.util.Map;
import java.util.concurrent.Callable;

/** Measures one contender in one setting. A figure that this machine cannot measure is {@link Double#NaN}. */
public record Trial(String setting, String who, Callable<Map<Measure, Double>> measurement) {}
