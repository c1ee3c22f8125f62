package io.github.segments4j.cli.verify;

/** What a refusal for the rate limit looked like, if one came along: none is provoked. */
record RateLimited(Recorder recorder, Inspector inspector) implements Check {
    @Override
    public String name() {
        return "rate-limited";
    }

    @Override
    public void run() {
        recorder.last(exchange -> exchange.status() == 429).ifPresent(inspector::read);
    }
}
