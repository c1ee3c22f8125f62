package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.report.Finding;
import io.github.segments4j.cli.verify.report.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the findings of the checks, each of them once, and makes them safe to print. */
final class Findings {
    private final Redactor redactor;
    private final Set<String> known = new HashSet<>();
    private List<Finding> current = new ArrayList<>();

    Findings(Redactor redactor) {
        this.redactor = redactor;
    }

    void add(Severity severity, String code, Exchange exchange, String contract, String actual) {
        add(severity, code, Optional.empty(), exchange, contract, actual);
    }

    void add(
            Severity severity,
            String code,
            Optional<String> subject,
            Exchange exchange,
            String contract,
            String actual) {
        // Before the finding is made: a page may repeat it for each of its rows.
        if (!known.add(code + subject.orElse(""))) {
            return;
        }
        current.add(new Finding(
                code,
                subject.map(redactor::redact),
                severity,
                redactor.redact(exchange.description()),
                redactor.redact(contract),
                redactor.redact(actual)));
    }

    /** Whether any check has a finding with this code and without a subject. */
    boolean contains(String code) {
        return known.contains(code);
    }

    /** Whether the current check has found something that breaks clients. */
    boolean isBreaking() {
        return current.stream().anyMatch(finding -> finding.severity() == Severity.BREAKS);
    }

    /** Returns the findings of the current check, and starts the next one. */
    List<Finding> take() {
        List<Finding> taken = List.copyOf(current);
        current = new ArrayList<>();
        return taken;
    }
}
