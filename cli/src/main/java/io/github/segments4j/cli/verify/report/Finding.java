package io.github.segments4j.cli.verify.report;

import java.util.Optional;

/**
 * One way in which the server differs from the contract. It is safe to print: without secrets and control characters.
 *
 * @param code its name, which is the same in every version
 * @param subject the field, schema or status that it is about, if it is about one
 * @param severity how much it matters
 * @param request the first request that showed it: method, path and query
 * @param contract what the contract says
 * @param actual what the server answered instead
 */
public record Finding(
        String code, Optional<String> subject, Severity severity, String request, String contract, String actual) {
    /** {@return the code and the subject} */
    public String title() {
        return code + subject.map(name -> " " + name).orElse("");
    }

    /** Whether another report may have this finding too: requests and values vary from one run to the next. */
    boolean isLike(Finding other) {
        return code.equals(other.code) && subject.equals(other.subject) && severity == other.severity;
    }
}
