package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;

class ContractGateTest {
    private final KeptContract last = KeptContract.last();
    private final ObjectNode contract = KeptContract.current();
    private final ContractGate gate = new ContractGate(new KeptContract(Release.parse("0.3.1"), last.document()));

    @Test
    void theContractBreaksNobodyUnlessTheVersionSaysSo() {
        new ContractGate(last).check(contract, version());
    }

    @Test
    void theContractHasARevisionOfItsOwn() {
        new ContractGate(last).checkRevision(contract);
        assertThat(KeptContract.revision(contract)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; set /info/x-revision 0", "; remove /info/x-revision"})
    void aChangeWithoutAHigherRevisionIsRefused(String revision) {
        ObjectNode changed = DocumentEdit.apply("set /info/title Segments" + revision, last.document());

        assertThatThrownBy(() -> gate.checkRevision(changed))
                .hasMessageContaining("is not the contract of 0.3.1 any more")
                .hasMessageContaining("  - info > title was \"Amperity segments API\" and is \"Segments\"\n")
                .hasMessageContaining("Set x-revision of its info to 2");
    }

    @Test
    void anotherRevisionWithoutAChangeIsRefused() {
        ObjectNode same = DocumentEdit.apply("set /info/x-revision 2", last.document());

        assertThatThrownBy(() -> gate.checkRevision(same))
                .hasMessageContaining("is still the contract of 0.3.1, but its revision is 2, not 1");
    }

    @Test
    void aChangeWithAHigherRevisionIsLetThrough() {
        ObjectNode changed = DocumentEdit.apply("set /info/title Segments; set /info/x-revision 2", last.document());

        assertThatCode(() -> gate.checkRevision(changed)).doesNotThrowAnyException();
    }

    @Test
    void openapiDiffFindsNothingIncompatibleEither() {
        assumeFalse(version().mayBreak(last.release()), "the version says that the contract may break");

        assertThat(OpenApiCompare.fromContents(Yaml.write(last.document()), Yaml.write(contract))
                        .isIncompatible())
                .as("openapi-diff calls openapi/segments.yaml incompatible with the contract of %s", last.release())
                .isFalse();
    }

    @Test
    void aBreakingChangeIsRefusedWithItsPlaceAndWhatToDo() {
        ObjectNode changed = DocumentEdit.apply(
                "set /components/schemas/Segment/properties/id/type integer; remove /paths/~1segments/get/responses/503",
                last.document());

        assertThatThrownBy(() -> gate.check(changed, Release.parse("0.3.2-SNAPSHOT")))
                .hasMessage("""
            openapi/segments.yaml breaks who uses the contract of 0.3.1, and version 0.3.2 does not say so:
              - get /segments > responses > 503 was removed
              - schema Segment > id > type was "string" and is "integer"
            Make it a compatible change, or set the version in every pom.xml to 0.4.0-SNAPSHOT. CONTRIBUTING.md,
            "Change the contract", says what is breaking, and what to do while 0.3.1 is not released.""");
    }

    @Test
    void aBreakingChangeUnderAVersionThatSaysSoIsLetThrough() {
        ObjectNode changed = DocumentEdit.apply("remove /paths/~1segments", last.document());

        assertThatCode(() -> gate.check(changed, Release.parse("0.4.0-SNAPSHOT")))
                .doesNotThrowAnyException();
    }

    @Test
    void aCompatibleChangeIsLetThroughUnderAnyVersion() {
        ObjectNode changed =
                DocumentEdit.apply("set /components/schemas/Segment/properties/size {type: integer}", last.document());

        assertThatCode(() -> gate.check(changed, Release.parse("0.3.1"))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        "0.1.0, 0.1.0-SNAPSHOT, false",
        "0.1.0, 0.1.7, false",
        "0.1.0, 0.2.0-SNAPSHOT, true",
        "0.9.3, 0.10.0, true",
        "0.9.3, 1.0.0, true",
        "0.9.3, 0.8.0, false",
        "1.2.3, 1.3.0, false",
        "1.2.3, 2.0.0-SNAPSHOT, true",
        "9.0.0, 10.0.0, true",
        "2.0.0, 1.9.0, false"
    })
    void aVersionMayBreakWhenItsMajorOrBefore1ItsMinorIsHigher(String earlier, String later, boolean mayBreak) {
        assertThat(Release.parse(later).mayBreak(Release.parse(earlier))).isEqualTo(mayBreak);
    }

    /** Surefire passes it on, see pom.xml. */
    private static Release version() {
        return Release.parse(Objects.requireNonNull(System.getProperty("project.version"), "project.version"));
    }
}
