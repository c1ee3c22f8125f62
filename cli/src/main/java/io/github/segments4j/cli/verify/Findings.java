package io.github.segments4j.cli.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the checks find. What one of them has said, the next does not say again. */
final class Findings {
    private final Discretion discretion;
    private final Set<String> known = new HashSet<>();
    private List<Finding> ofThisCheck = new ArrayList<>();

    Findings(Discretion discretion) {
        this.discretion = discretion;
    }

    void add(Severity severity, String code, String subject, Exchange exchange, String contract, String came) {
        if (known.add(Finding.title(code, subject))) {
            ofThisCheck.add(new Finding(
                    code,
                    discretion.shown(subject),
                    severity,
                    discretion.shown(exchange.request()),
                    discretion.shown(contract),
                    discretion.shown(came)));
        }
    }

    void add(Severity severity, String code, Exchange exchange, String contract, String came) {
        add(severity, code, "", exchange, contract, came);
    }

    boolean know(String title) {
        return known.contains(title);
    }

    /** Whether this check has found something that breaks clients. */
    boolean breaking() {
        return ofThisCheck.stream().anyMatch(finding -> finding.severity() == Severity.BREAKS);
    }

    /** Those since the last call. */
    List<Finding> taken() {
        List<Finding> taken = List.copyOf(ofThisCheck);
        ofThisCheck = new ArrayList<>();
        return taken;
    }
}
