package io.github.segments4j.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Keeps a contract that breaks who uses the last release's from coming out under a version that promises not to. */
final class ContractGate {
    private static final List<String> REVISION = List.of("info", "x-revision");

    private final KeptContract last;

    ContractGate(KeptContract last) {
        this.last = last;
    }

    /**
     * @throws AssertionError if the contract is another one, and its revision does not say so, or says so in vain
     */
    void checkRevision(ObjectNode contract) {
        int kept = KeptContract.revision(last.document());
        int revision = KeptContract.revision(contract);
        List<Difference> differences = Difference.between(last.document(), contract);
        List<Difference> changes = differences.stream()
                .filter(each -> !each.keys().equals(REVISION))
                .toList();
        if (differences.isEmpty() || (revision > kept && !changes.isEmpty())) {
            return;
        }
        if (changes.isEmpty()) {
            throw new AssertionError("""
            openapi/segments.yaml is still the contract of %s, but its revision is %d, not %d.
            Set x-revision of its info to %d.""".formatted(last.release(), revision, kept, kept));
        }
        throw new AssertionError("""
        openapi/segments.yaml is not the contract of %s any more, and its revision, %d, does not say so:
        %s
        Set x-revision of its info to %d. CONTRIBUTING.md, "Change the contract", says what to do while %s is not
        released.""".formatted(last.release(), revision, lines(changes), kept + 1, last.release()));
    }

    /**
     * @param version of the release that is to come
     * @throws AssertionError if the contract breaks somebody, and the version does not say so
     */
    void check(ObjectNode contract, Release version) {
        List<Difference> breaking =
                Difference.between(ConsumerView.of(last.document()), ConsumerView.of(contract)).stream()
                        .filter(each -> Severity.of(each) == Severity.BREAKING)
                        .toList();
        if (breaking.isEmpty() || version.mayBreak(last.release())) {
            return;
        }
        throw new AssertionError("""
        openapi/segments.yaml breaks who uses the contract of %s, and version %s does not say so:
        %s
        Make it a compatible change, or set the version in every pom.xml to %s-SNAPSHOT. CONTRIBUTING.md,
        "Change the contract", says what is breaking, and what to do while %s is not released.""".formatted(
                        last.release(), version, lines(breaking), last.release().nextBreaking(), last.release()));
    }

    private static String lines(List<Difference> differences) {
        return differences.stream().map(each -> "  - " + each).collect(joining("\n"));
    }
}
