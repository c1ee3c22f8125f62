package io.github.segments4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run of a table: how much to measure, and the figures so far. */
public final class Session {
    private final Scale scale;
    private final String machine = Results.machineNow();
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    public Session(Scale scale) {
        this.scale = scale;
    }

    public boolean isSmoke() {
        return scale == Scale.SMOKE;
    }

    public boolean isLarge() {
        return scale == Scale.LARGE;
    }

    public <T> T pick(T smoke, T otherwise) {
        return isSmoke() ? smoke : otherwise;
    }

    /** Adds a note for readers of the figures. */
    public void remark(String remark) {
        remarks.add(remark);
    }

    /** Says that a peer is left out. */
    public void missing(String who) {
        remark(who + ": not on this machine.");
    }

    public void add(String setting, String who, Measure measure, double value) {
        if (!Double.isNaN(value)) {
            figures.add(new Figure(setting, who, measure, value));
        }
    }

    /** Adds figures of another process. */
    public void add(Figures more) {
        figures.addAll(more.all());
    }

    /**
     * Runs rounds in which the trials take turns, so that whatever else happens on the machine affects all of them.
     *
     * @param warmUps rounds that do not count
     */
    public void inTurns(int warmUps, int rounds, List<Trial> trials) throws Exception {
        for (int round = 1; round <= warmUps + rounds; round++) {
            for (Trial trial : trials) {
                Map<Measure, Double> measured = trial.measurement().call();
                if (round > warmUps) {
                    add(trial, measured);
                }
            }
        }
    }

    /** Runs all trials once and at the same time, because they mostly wait. */
    public void together(List<Trial> trials) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Map<Measure, Double>>> running = new ArrayList<>();
            for (Trial trial : trials) {
                running.add(threads.submit(trial.measurement()));
            }
            for (int i = 0; i < trials.size(); i++) {
                add(trials.get(i), running.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(Trial trial, Map<Measure, Double> measured) {
        measured.forEach((measure, value) -> add(trial.setting(), trial.who(), measure, value));
    }

    public Results results() {
        return new Results(new Results.Head(machine, scale), remarks, new Figures(figures));
    }
}
