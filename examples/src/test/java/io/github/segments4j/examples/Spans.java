package io.github.segments4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The spans that ended so far. */
final class Spans {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();

    List<SpanData> all() {
        return exporter.getFinishedSpanItems();
    }

    /** The span that has no parent. */
    SpanData root() {
        return all().stream()
                .filter(span -> !span.getParentSpanContext().isValid())
                .reduce((one, another) -> {
                    throw new AssertionError("There is more than one root: " + one + " and " + another);
                })
                .orElseThrow();
    }

    List<SpanData> childrenOf(SpanData parent) {
        return all().stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                .toList();
    }

    /** The names of a span and of those below it, indented, in the order in which they began. */
    String tree(SpanData span) {
        StringBuilder tree = new StringBuilder(span.getName()).append('\n');
        for (EventData event : span.getEvents()) {
            tree.append("  (").append(event.getName()).append(")\n");
        }
        for (SpanData child : childrenOf(span)) {
            tree.append(tree(child).indent(2));
        }
        return tree.toString();
    }

    /** All spans and all requests that the sandbox got belong to the same trace. */
    void assertAreOneTraceWith(Sandbox sandbox) {
        String trace = root().getTraceId();
        assertThat(all()).extracting(SpanData::getTraceId).containsOnly(trace);
        assertThat(sandbox.requests().all())
                .allSatisfy(request ->
                        assertThat(request.header("traceparent").orElseThrow()).contains(trace));
    }

    /** No text of any span has a credential of the sandbox, or a page token that was sent to it. */
    void assertHoldNoToken(Sandbox sandbox) {
        List<String> texts = all().stream().flatMap(Spans::texts).toList();
        assertThat(sandbox.requests().all())
                .flatExtracting(Spans::pageTokens)
                .isNotEmpty()
                .allSatisfy(token -> assertThat(texts).noneMatch(text -> text.contains(token)));
        assertThat(texts)
                .isNotEmpty()
                .noneMatch(text -> text.contains(sandbox.clientSecret()))
                .noneMatch(text -> text.contains(sandbox.accessToken()))
                .noneMatch(text -> text.matches("(?s).*sandbox-[0-9a-f]{32}.*")); // an issued access token
    }

    /** Each as it was sent and decoded. */
    private static List<String> pageTokens(RequestLog.Entry request) {
        return Stream.of(request.query().split("&"))
                .filter(parameter -> parameter.startsWith("next_token="))
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .flatMap(token -> Stream.of(token, URLDecoder.decode(token, StandardCharsets.UTF_8)))
                .toList();
    }

    private static Stream<String> texts(SpanData span) {
        List<String> texts = new ArrayList<>();
        texts.add(span.getName());
        texts.add(span.getStatus().getDescription());
        texts.add(span.getSpanContext().getTraceState().asMap().toString());
        texts.add(span.getAttributes().asMap().toString());
        span.getEvents().forEach(event -> {
            texts.add(event.getName());
            texts.add(event.getAttributes().asMap().toString());
        });
        span.getLinks().forEach(link -> texts.add(link.getAttributes().asMap().toString()));
        return texts.stream();
    }
}
