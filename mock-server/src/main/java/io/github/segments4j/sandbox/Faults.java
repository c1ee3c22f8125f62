package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.faults.Effect;
import io.github.segments4j.sandbox.faults.FaultInjector;
import io.github.segments4j.sandbox.faults.Target;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules that inject faults: into the next requests, into all requests, or by chance.
 *
 * <pre>{@code
 * sandbox.faults().next(status(503)).times(2);
 * sandbox.faults().nth(3, cutAfter(100));
 * sandbox.faults().always(latency(Duration.ofMillis(20)), gzip());
 * sandbox.faults().probability(0.1, disconnect());
 * sandbox.faults().atTokenEndpoint().next(status(429));
 * }</pre>
 *
 * <p>Rules apply to {@code GET /segments} unless they are made {@link #atTokenEndpoint}, and only to a request that
 * would otherwise get a page or a token: a request that is refused anyway, for its token or because it came too soon,
 * uses up no rule. A rule with several faults applies where all of them are possible. The faults of all rules that
 * apply to a request are combined: first those for all requests and by chance, in the order of the rules, then those
 * for the next requests.
 *
 * <p>Safe for use by many threads.
 */
public final class Faults {
    private final FaultInjector injector;
    private final Target target;

    Faults(FaultInjector injector, Target target) {
        this.injector = injector;
        this.target = target;
    }

    /** Some requests in a row into which the same faults are injected. */
    public static final class Turn {
        private final FaultInjector.Turn turn;

        private Turn(FaultInjector.Turn turn) {
            this.turn = turn;
        }

        /**
         * Sets the number of requests, which is one otherwise.
         *
         * @param requests 1 or more, including those that it has already applied to
         * @throws IllegalArgumentException if it is less than 1
         */
        public void times(int requests) {
            turn.times(requests);
        }
    }

    /**
     * {@return the same for {@code POST /v0/oauth2/token}, which exchanges API keys for access tokens; faults that only
     * a page or an access token can have never happen there}
     */
    public Faults atTokenEndpoint() {
        return new Faults(injector, Target.TOKEN);
    }

    /**
     * Injects faults into the next request that earlier calls of this method have not claimed.
     *
     * @param faults all of them together; none leaves the request alone
     * @return the request, to be extended to several
     */
    public Turn next(Fault... faults) {
        return nth(1, faults);
    }

    /**
     * Injects faults into one of the next requests and leaves those before it alone. Only requests count that earlier
     * calls of this method and of {@link #next} have not claimed.
     *
     * @param number which of them, counted from 1: with 3, the third page of a listing that starts now fails
     * @param faults all of them together
     * @return the request, to be extended to several
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Turn nth(int number, Fault... faults) {
        return new Turn(injector.nth(target, number, effects(faults)));
    }

    /**
     * Injects faults into every request.
     *
     * @param faults all of them together
     */
    public void always(Fault... faults) {
        probability(1, faults);
    }

    /**
     * Injects faults by chance. The same requests in the same order always get the same faults: see {@link
     * SandboxBuilder#faultSeed}.
     *
     * @param probability 0 (never) to 1 (always)
     * @param faults all of them together
     * @throws IllegalArgumentException if it is not a probability
     */
    public void probability(double probability, Fault... faults) {
        injector.addByChance(target, probability, effects(faults));
    }

    /**
     * Counts how often a fault has happened, at both endpoints together.
     *
     * @param fault equal to the one of the rule
     * @return 0 or more
     */
    public int count(Fault fault) {
        return injector.count(fault.effect());
    }

    /**
     * Removes all rules, counts and expired access tokens of both endpoints. Responses that are delayed are sent at
     * once, and connections that stall are closed.
     */
    public void clear() {
        injector.clear();
    }

    private static List<Effect> effects(Fault... faults) {
        return Stream.of(faults).map(Fault::effect).toList();
    }
}
