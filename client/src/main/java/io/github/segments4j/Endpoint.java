package io.github.segments4j;

import feign.TypedResponse;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What one listing does not share with the others.
 *
 * @param request sends one request for the page at a position, by a method of a generated interface
 * @param page takes the page at a position from its response
 * @param decorator wraps the fetching of each page, with all its attempts
 * @param <B> the body of a response
 * @param <P> a page
 */
record Endpoint<B, P extends Page<?>>(
        BiFunction<PagePosition, Deadline, TypedResponse<B>> request,
        BiFunction<PagePosition, TypedResponse<B>, P> page,
        UnaryOperator<Supplier<P>> decorator) {}
