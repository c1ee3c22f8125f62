package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Response;
import java.util.function.BiPredicate;

/** What a fault does to a response. Effects with the same name are equal. */
public final class Effect {
    /** Changes a response. */
    interface Change {
        Response apply(Response response, Exchange exchange) throws HttpException;
    }

    private final String name;
    private final BiPredicate<Response, Exchange> condition;
    private final Change change;

    Effect(String name, BiPredicate<Response, Exchange> condition, Change change) {
        this.name = name;
        this.condition = condition;
        this.change = change;
    }

    boolean canApply(Response response, Exchange exchange) {
        return condition.test(response, exchange);
    }

    Response apply(Response response, Exchange exchange) throws HttpException {
        return change.apply(response, exchange).withLabel(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Effect effect && effect.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** {@return the effect in a few words, with its parameters} */
    @Override
    public String toString() {
        return name;
    }
}
