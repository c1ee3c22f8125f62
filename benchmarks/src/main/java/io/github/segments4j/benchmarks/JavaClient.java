package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.report.Table;
import java.util.function.Function;

/** The Java clients that are compared, each with one attempt for a page and no rate limit. */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas have no state.
public enum JavaClient {
    OURS(Table.OURS, target -> once(target, 0)),
    OURS_READING_AHEAD(Table.OURS + ", read-ahead", target -> once(target, 1)),
    OURS_TO_CSV(Table.OURS + ", to a CSV file", target -> once(target, 0)::listToCsv),
    STREAMING("java.net.http, Jackson streaming", target -> new HandWritten(target).streaming()),
    DATABIND("java.net.http, Jackson databind", target -> new HandWritten(target).databind()),
    FEIGN("generated, feign", target -> Generated.feign(target, settings -> {})),
    OKHTTP("generated, okhttp-gson", Generated::okHttp),
    REST_CLIENT("generated, restclient", Generated::restClient);

    private final String who;
    private final Function<Target, Lister> open;

    JavaClient(String who, Function<Target, Lister> open) {
        this.who = who;
        this.open = open;
    }

    private static SegmentsLister once(Target target, int readAhead) {
        return new SegmentsLister(SegmentsLister.unlimited(target).attempts(1).build(), readAhead);
    }

    /** The name in the tables. */
    String who() {
        return who;
    }

    Lister open(Target target) {
        return open.apply(target);
    }
}
