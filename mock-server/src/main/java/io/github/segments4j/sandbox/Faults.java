package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.endpoints.SegmentsEndpoint;
import io.github.segments4j.sandbox.faults.Endpoint;
import io.github.segments4j.sandbox.faults.FaultRule;
import io.github.segments4j.sandbox.faults.Strike;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Release;
import io.github.segments4j.sandbox.http.Request;
import io.github.segments4j.sandbox.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What goes wrong, by rules: for the next requests, for all, or by chance.
 *
 * <pre>{@code
 * sandbox.faults().next(status(503)).times(2);
 * sandbox.faults().next(cutAfter(100));
 * sandbox.faults().always(latency(Duration.ofMillis(20)), gzip());
 * sandbox.faults().probability(0.1, disconnect());
 * sandbox.faults().atTokenEndpoint().next(status(429));
 * }</pre>
 *
 * <p>Faults strike {@code GET /segments}, unless they are told to strike {@link #atTokenEndpoint}, and only a
 * request that would have been answered with a page or a token: one that is refused anyway, for its token or
 * because it came too soon, uses up no turn and has no fault. A rule with several faults strikes where all of
 * them can be seen. The faults of all rules that strike a request
 * are combined: those for all and by chance in the order of the rules, then those of its turn.
 *
 * <p>Safe for use by many threads.
 */
public final class Faults {
    private static final long SEED = 42;

    private final List<Rule> rules = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final Map<Fault, Integer> counts = new LinkedHashMap<>();
    private final Set<String> expired = new HashSet<>();
    private final List<FaultRule> start;
    private final long startSeed;
    private long seed;
    private Random chance;

    private Release release = new Release();

    public Faults() {
        this(List.of(), SEED);
    }

    /** Begins with rules, and comes back to them by {@link #reset}. */
    public Faults(List<FaultRule> start, long startSeed) {
        this.start = start;
        this.startSeed = startSeed;
        seed = startSeed;
        chance = new Random(startSeed);
        start.forEach(rule -> rule.addTo(this));
    }

    private record Rule(Endpoint endpoint, double probability, List<Fault> faults) {}

    /** A number of requests in a row. */
    public final class Turn {
        private final Endpoint endpoint;
        private final List<Fault> faults;
        private int left = 1;

        private Turn(Endpoint endpoint, List<Fault> faults) {
            this.endpoint = endpoint;
            this.faults = faults;
        }

        /**
         * For how many requests, and not for one only.
         *
         * @param requests 1 or more; those that it has already struck count
         * @throws IllegalArgumentException if it is less than 1
         */
        public void times(int requests) {
            if (requests < 1) {
                throw new IllegalArgumentException("The number of requests must be 1 or more, not " + requests);
            }
            synchronized (Faults.this) {
                left += requests - 1;
            }
        }
    }

    /**
     * Rules for {@code POST /v0/oauth2/token}, with turns of their own. Faults that only a page or an access
     * token in use can have wait there for ever.
     */
    public final class AtTokenEndpoint {
        private AtTokenEndpoint() {}

        /**
         * As {@link Faults#next}.
         *
         * @param faults all of them together; none leaves the request alone
         * @return for how many requests to do so, one unless it is told
         */
        public Turn next(Fault... faults) {
            return Faults.this.next(Endpoint.TOKEN, faults);
        }

        /**
         * As {@link Faults#always}.
         *
         * @param faults all of them together
         */
        public void always(Fault... faults) {
            probability(1, faults);
        }

        /**
         * As {@link Faults#probability}.
         *
         * @param probability 0 (never) to 1 (always)
         * @param faults all of them together
         * @throws IllegalArgumentException if it is not a probability
         */
        public void probability(double probability, Fault... faults) {
            Faults.this.probability(Endpoint.TOKEN, probability, faults);
        }
    }

    /**
     * Where access tokens are made from API keys, and where nothing goes wrong unless it is told here.
     *
     * @return takes rules
     */
    public AtTokenEndpoint atTokenEndpoint() {
        return new AtTokenEndpoint();
    }

    /**
     * Strikes the next request after those that earlier calls of this method are for.
     *
     * @param faults all of them together; none leaves the request alone
     * @return for how many requests to do so, one unless it is told
     */
    public Turn next(Fault... faults) {
        return next(Endpoint.SEGMENTS, faults);
    }

    public synchronized Turn next(Endpoint endpoint, Fault... faults) {
        Turn turn = new Turn(endpoint, List.of(faults));
        turns.add(turn);
        return turn;
    }

    /**
     * Strikes every request.
     *
     * @param faults all of them together
     */
    public void always(Fault... faults) {
        probability(1, faults);
    }

    /**
     * Strikes requests by chance. The same requests one after the other meet the same faults each time,
     * because chance starts anew at {@link #seed} and {@link #clear}.
     *
     * @param probability 0 (never) to 1 (always)
     * @param faults all of them together
     * @throws IllegalArgumentException if it is not a probability
     */
    public void probability(double probability, Fault... faults) {
        probability(Endpoint.SEGMENTS, probability, faults);
    }

    public synchronized void probability(Endpoint endpoint, double probability, Fault... faults) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("The probability must be from 0 to 1, not " + probability);
        }
        rules.add(new Rule(endpoint, probability, List.of(faults)));
    }

    /**
     * What chance starts from, for the rules by chance and for jitter.
     *
     * @param seed any number; unless it is told, and after {@link #clear}, that of {@link
     *     Sandbox.Builder#faultSeed}
     */
    public synchronized void seed(long seed) {
        this.seed = seed;
        chance = new Random(seed);
    }

    /**
     * How often a fault has happened, at both endpoints together.
     *
     * @param fault equal to the one of the rule
     * @return 0 or more
     */
    public synchronized int count(Fault fault) {
        return counts.getOrDefault(fault, 0);
    }

    /**
     * Forgets every rule, every count and every expired access token, lets answers that are held back go, and
     * closes the connections that stall.
     */
    public synchronized void clear() {
        rules.clear();
        turns.clear();
        counts.clear();
        expired.clear();
        seed(startSeed);
        release.go();
        release = new Release();
    }

    /** Says how often each fault has happened. */
    @Override
    public synchronized String toString() {
        return "Faults" + counts;
    }

    public synchronized void reset() {
        clear();
        start.forEach(rule -> rule.addTo(this));
    }

    /** The rules that may strike still, in the order in which they do, and what has happened. */
    public synchronized Json json() {
        Json json = new Json().object().field("seed", seed).name("rules").array();
        for (Rule rule : rules) {
            write(rule.endpoint(), rule.faults(), json)
                    .field("probability", rule.probability())
                    .end();
        }
        for (Turn turn : turns) {
            if (turn.left > 0) {
                write(turn.endpoint, turn.faults, json)
                        .field("times", turn.left)
                        .end();
            }
        }
        json.endArray().name("counts").object();
        counts.forEach((fault, count) -> json.field(fault.name(), count));
        return json.end().end();
    }

    private static Json write(Endpoint endpoint, List<Fault> faults, Json json) {
        json.object().name("faults").array();
        faults.forEach(fault -> json.value(fault.name()));
        json.endArray();
        return endpoint == Endpoint.SEGMENTS ? json : json.field(Endpoint.FIELD, endpoint.written());
    }

    /** For answers that are held back from now on. */
    public synchronized Release release() {
        return release;
    }

    public synchronized void check(Request request) throws Refusal {
        if (expired.contains(request.bearer())) {
            throw AccessTokens.unauthorized("The access token has expired.");
        }
    }

    public synchronized Answer strike(
            Endpoint endpoint, Answer good, Request request, long number, SegmentsEndpoint segments) throws Refusal {
        Strike strike = new Strike(endpoint, request, number, segments, chance, expired);
        Answer answer = good;
        for (Fault fault : due(strike, good)) {
            if (fault.isPossible(strike, answer)) {
                answer = fault.change(answer, strike);
                counts.merge(fault, 1, Integer::sum);
            }
        }
        return answer;
    }

    private List<Fault> due(Strike strike, Answer good) {
        List<Fault> due = new ArrayList<>();
        for (Rule rule : rules) {
            boolean isHit = rule.endpoint() == strike.endpoint()
                    && (rule.probability() == 1 || chance.nextDouble() < rule.probability());
            if (isHit && arePossible(rule.faults(), strike, good)) {
                due.addAll(rule.faults());
            }
        }
        for (Turn turn : turns) {
            if (turn.left > 0 && turn.endpoint == strike.endpoint()) {
                if (arePossible(turn.faults, strike, good)) {
                    turn.left--;
                    due.addAll(turn.faults);
                }
                break;
            }
        }
        return due;
    }

    private static boolean arePossible(List<Fault> faults, Strike strike, Answer good) {
        return faults.stream().allMatch(fault -> fault.isPossible(strike, good));
    }
}
