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
    private final Set<String> titles = new HashSet<>();
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
        Finding finding = new Finding(
                code,
                subject.map(redactor::redact),
                severity,
                redactor.redact(exchange.description()),
                redactor.redact(contract),
                redactor.redact(actual));
        if (titles.add(finding.title())) {
            current.add(finding);
        }
    }

    /** Whether any check has found this. */
    boolean contains(String title) {
        return titles.contains(title);
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
