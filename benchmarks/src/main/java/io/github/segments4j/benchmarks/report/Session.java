package io.github.segments4j.benchmarks.report;

import io.github.segments4j.benchmarks.report.Figures.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run of a table: how much to measure, the trials that are to run, and the figures so far. */
public final class Session {
    /** What a table does. */
    public interface Measurement {
        void run(Session session) throws Exception;
    }

    /** How much to measure. */
    public enum Scale {
        /** Shows that the benchmarks run. The figures mean nothing. */
        SMOKE,
        /** Each table takes less than 3 minutes, but for that of several processes. */
        NORMAL,
        /** Adds the measurements that take longer. */
        LARGE
    }

    private record Trial(String setting, String who, Callable<Map<Measure, Double>> measurement) {}

    private final Scale scale;
    private final String machine = Results.machineNow();
    private final List<Trial> trials = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    public Session(Scale scale) {
        this.scale = scale;
    }

    public boolean isLarge() {
        return scale == Scale.LARGE;
    }

    public <T> T pick(T smoke, T otherwise) {
        return scale == Scale.SMOKE ? smoke : otherwise;
    }

    /** Says below the table that a contender is left out. */
    public void missing(String who) {
        remarks.add(who + ": not on this machine.");
    }

    public void add(Figures more) {
        figures.addAll(more.all());
    }

    public void add(String setting, String who, Measure measure, double value) {
        if (!Double.isNaN(value)) {
            figures.add(new Figure(setting, who, measure, value));
        }
    }

    /** Adds a trial, which measures one contender in one setting. */
    public void trial(String setting, String who, Callable<Map<Measure, Double>> measurement) {
        trials.add(new Trial(setting, who, measurement));
    }

    /** Runs rounds in which the trials take turns, so that other load on the machine affects all of them. */
    public void inTurns(int warmUps, int rounds) throws Exception {
        for (int round = 1; round <= warmUps + rounds; round++) {
            for (Trial trial : trials) {
                Map<Measure, Double> measured = trial.measurement.call();
                if (round > warmUps) {
                    add(trial, measured);
                }
            }
        }
        trials.clear();
    }

    /** Runs the trials once and at the same time, because they mostly wait. */
    public void together() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Map<Measure, Double>>> running = new ArrayList<>();
            trials.forEach(trial -> running.add(threads.submit(trial.measurement)));
            for (int i = 0; i < trials.size(); i++) {
                add(trials.get(i), running.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
        trials.clear();
    }

    private void add(Trial trial, Map<Measure, Double> measured) {
        measured.forEach((measure, value) -> add(trial.setting, trial.who, measure, value));
    }

    /** The figures so far. */
    public Figures figures() {
        return new Figures(figures);
    }

    public Results results() {
        return new Results(new Results.Head(machine, scale), remarks, figures());
    }
}
