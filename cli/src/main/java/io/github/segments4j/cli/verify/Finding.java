package io.github.segments4j.cli.verify;

/**
 * One way in which the server differs from the contract. Safe to print: without secrets and control characters.
 *
 * @param code its name, the same in every version
 * @param subject which field or header it is about; empty if the code says it all
 * @param request that showed it first: method, path and query
 * @param contract what the contract says
 * @param came what came instead
 */
record Finding(String code, String subject, Severity severity, String request, String contract, String came) {
    String title() {
        return title(code, subject);
    }

    static String title(String code, String subject) {
        return subject.isEmpty() ? code : code + " " + subject;
    }
}
