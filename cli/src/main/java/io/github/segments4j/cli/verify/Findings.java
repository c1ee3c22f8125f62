package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.output.PrintableText;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.Finding;
import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Severity;
import io.github.segments4j.secrets.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects the findings of the checks, each of them once, and makes them safe to print. After the first ones of a kind,
 * the others are only counted: a page may have hundreds of thousands.
 */
final class Findings {
    private static final int MAX_OF_A_KIND = 20;

    /** Long enough for a sentence. */
    private static final int MAX_LENGTH = 160;

    /** Long enough for a message of the client. */
    private static final int MAX_REASON = 500;

    /** The rest of a longer text is cut off before secrets are searched for. */
    private static final int MAX_SEARCHED = 4_000;

    /** Findings that a report treats alike. */
    private record Kind(Severity severity, String code) {}

    /** What makes a finding another one. */
    private record Key(Kind kind, Optional<String> subject) {}

    private final Secrets secrets;
    private final Set<Key> known = new HashSet<>();
    private final Map<Kind, Integer> listed = new HashMap<>();
    private Map<Kind, Integer> others = new LinkedHashMap<>();
    private List<Finding> current = new ArrayList<>();

    Findings(Secrets secrets) {
        this.secrets = secrets;
    }

    void add(Severity severity, String code, Exchange exchange, String contract, String actual) {
        add(severity, code, Optional.empty(), exchange, contract, () -> actual);
    }

    /** Adds a finding about the status of an answer. */
    void addStatus(Severity severity, String code, Exchange exchange, String contract) {
        String status = String.valueOf(exchange.status());
        add(severity, code, Optional.of(status), exchange, contract, () -> "status " + status);
    }

    void add(
            Severity severity,
            String code,
            Optional<String> subject,
            Exchange exchange,
            String contract,
            String actual) {
        add(severity, code, subject, exchange, contract, () -> actual);
    }

    void add(
            Severity severity,
            String code,
            Optional<String> subject,
            Exchange exchange,
            String contract,
            Supplier<String> actual) {
        // Before the finding is made: a page may repeat it for each of its rows.
        Kind kind = new Kind(severity, code);
        Key key = new Key(kind, subject);
        if (known.contains(key)) {
            return;
        }
        if (listed.getOrDefault(kind, 0) == MAX_OF_A_KIND) {
            others.merge(kind, 1, Integer::sum);
            return;
        }
        listed.merge(kind, 1, Integer::sum);
        known.add(key);
        current.add(new Finding(
                code,
                subject.map(this::printable),
                severity,
                printable(exchange.description()),
                printable(contract),
                printable(actual.get())));
    }

    /** Makes an obstacle safe to print. */
    Obstacle safe(Obstacle obstacle) {
        return new Obstacle(obstacle.kind(), printable(obstacle.reason(), MAX_REASON));
    }

    private String printable(String text) {
        return printable(text, MAX_LENGTH);
    }

    private String printable(String text, int maxLength) {
        String start = text.substring(0, Math.min(text.length(), MAX_SEARCHED));
        String printable = PrintableText.of(secrets.masked(start));
        if (printable.codePointCount(0, printable.length()) <= maxLength) {
            return printable;
        }
        return printable.substring(0, printable.offsetByCodePoints(0, maxLength)) + "…";
    }

    /** Whether any check has a finding with this code. */
    boolean contains(String code) {
        return known.stream().anyMatch(key -> key.kind().code().equals(code));
    }

    /** Whether the current check has found something that breaks clients. */
    boolean isBreaking() {
        return current.stream().anyMatch(finding -> finding.severity() == Severity.BREAKS);
    }

    /** Returns the findings of the current check, and starts the next one. */
    List<Finding> take() {
        others.forEach((kind, count) -> current.add(summary(kind, count)));
        List<Finding> taken = List.copyOf(current);
        current = new ArrayList<>();
        others = new LinkedHashMap<>();
        return taken;
    }

    private static Finding summary(Kind kind, int count) {
        String shown = "only the first " + MAX_OF_A_KIND + " findings of a kind are listed";
        return new Finding(
                kind.code(), Optional.of("(others)"), kind.severity(), "various", shown, count + " more of this kind");
    }
}
