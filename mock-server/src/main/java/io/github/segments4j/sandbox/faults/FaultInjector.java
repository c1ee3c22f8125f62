package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.VendorErrors;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * Applies the effects of rules to the good responses of endpoints. A request that is refused anyway uses up no rule.
 * Safe for use by many threads.
 */
public final class FaultInjector {
    private final List<FaultRule> initialRules;
    private final long seed;
    private final Runnable afterClearing;
    private final List<FaultRule> rules = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final Map<Effect, Integer> counts = new LinkedHashMap<>();
    private final Set<String> expiredTokens = new HashSet<>();
    private Random random;

    /**
     * Starts with some rules.
     *
     * @param initialRules the rules that {@link #reset} restores
     * @param seed of the random numbers for probabilities and jitter
     * @param afterClearing releases the responses that are delayed
     */
    public FaultInjector(List<FaultRule> initialRules, long seed, Runnable afterClearing) {
        this.initialRules = initialRules;
        this.seed = seed;
        this.afterClearing = afterClearing;
        random = new Random(seed);
        initialRules.forEach(this::add);
    }

    /** Some requests in a row to which the same effects apply. */
    public final class Turn {
        private final FaultRule rule;
        private int remaining = 1;

        private Turn(FaultRule rule) {
            this.rule = rule;
        }

        /** Sets the number of requests, including those that it has already applied to. */
        public void times(int requests) {
            if (requests < 1) {
                throw new IllegalArgumentException("The number of requests must be 1 or more, not " + requests);
            }
            synchronized (FaultInjector.this) {
                remaining += requests - 1;
            }
        }
    }

    /**
     * Adds a rule for a request after those of earlier turns.
     *
     * @param number which of them, counted from 1; those before it are left alone
     */
    public synchronized Turn nth(Target target, int number, List<Effect> effects) {
        if (number < 1) {
            throw new IllegalArgumentException("The requests are counted from 1, so there is no number " + number);
        }
        if (number > 1) {
            nth(target, 1, List.of()).times(number - 1);
        }
        Turn turn = new Turn(new FaultRule(target, effects, OptionalInt.of(1), 1));
        turns.add(turn);
        return turn;
    }

    public synchronized void add(FaultRule rule) {
        if (rule.times().isPresent()) {
            nth(rule.target(), rule.nth(), rule.effects()).times(rule.times().getAsInt());
        } else {
            rules.add(rule);
        }
    }

    public void addByChance(Target target, double probability, List<Effect> effects) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("The probability must be from 0 to 1, not " + probability);
        }
        add(new FaultRule(target, effects, OptionalInt.empty(), probability));
    }

    public synchronized int count(Effect effect) {
        return counts.getOrDefault(effect, 0);
    }

    public synchronized void clear() {
        rules.clear();
        turns.clear();
        counts.clear();
        expiredTokens.clear();
        random = new Random(seed);
        afterClearing.run();
    }

    public synchronized void reset() {
        clear();
        initialRules.forEach(this::add);
    }

    /**
     * Puts this injector in front of an endpoint.
     *
     * @param emptyPages answers a request with an empty page
     */
    public Handler inFrontOf(Handler endpoint, Target target, Handler emptyPages, VendorErrors errors) {
        return request -> {
            synchronized (this) {
                if (target == Target.SEGMENTS && expiredTokens.contains(AccessTokens.of(request))) {
                    throw AccessTokens.expired();
                }
                Response good = endpoint.handle(request);
                return applied(good, new Exchange(target, request, emptyPages, errors, random, expiredTokens));
            }
        };
    }

    private Response applied(Response good, Exchange exchange) throws HttpException {
        Response response = good;
        for (Effect effect : due(good, exchange)) {
            if (effect.canApply(response, exchange)) {
                response = effect.apply(response, exchange);
                counts.merge(effect, 1, Integer::sum);
            }
        }
        return response;
    }

    private List<Effect> due(Response good, Exchange exchange) {
        List<Effect> due = new ArrayList<>();
        for (FaultRule rule : rules) {
            boolean isChosen = rule.target() == exchange.target()
                    && (rule.probability() == 1 || random.nextDouble() < rule.probability());
            if (isChosen && canApply(rule, good, exchange)) {
                due.addAll(rule.effects());
            }
        }
        turns.stream()
                .filter(turn -> turn.remaining > 0 && turn.rule.target() == exchange.target())
                .findFirst()
                .filter(turn -> canApply(turn.rule, good, exchange))
                .ifPresent(turn -> {
                    turn.remaining--;
                    due.addAll(turn.rule.effects());
                });
        return due;
    }

    private static boolean canApply(FaultRule rule, Response good, Exchange exchange) {
        return rule.effects().stream().allMatch(effect -> effect.canApply(good, exchange));
    }

    /** {@return the seed, the remaining rules in the order in which they apply, and how often each fault has happened} */
    public synchronized JsonWriter json() {
        JsonWriter json =
                new JsonWriter().object().field("seed", seed).name("rules").array();
        rules.forEach(rule ->
                write(rule, json).field("probability", rule.probability()).end());
        turns.stream()
                .filter(turn -> turn.remaining > 0)
                .forEach(turn ->
                        write(turn.rule, json).field("times", turn.remaining).end());
        json.endArray().name("counts").object();
        counts.forEach((effect, count) -> json.field(effect.toString(), count));
        return json.end().end();
    }

    private static JsonWriter write(FaultRule rule, JsonWriter json) {
        json.object()
                .field("faults", rule.effects().stream().map(Effect::toString).toList());
        return rule.target() == Target.SEGMENTS
                ? json
                : json.field("endpoint", rule.target().toString());
    }
}
