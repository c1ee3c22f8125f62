package io.github.segments4j.contract;

import static io.github.segments4j.contract.Severity.BREAKING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.openapitools.openapidiff.core.OpenApiCompare;

class SeverityTest {
    private final ObjectNode contract = KeptContract.last().document();
    private final ObjectNode view = ConsumerView.of(contract);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "changes.txt", delimiter = '|')
    void eachChangeIsAsSevereAsItIsForAConsumer(Severity severity, String what, String edits, String place) {
        ObjectNode changed = DocumentEdit.apply(edits, contract);

        List<Difference> differences = differences(changed);

        assertThat(differences.stream().map(Severity::of).max(Comparator.naturalOrder()))
                .as("%s: %s", what, differences)
                .hasValue(severity);
        assertThat(differences)
                .filteredOn(each -> Severity.of(each) == severity)
                .as("the places of what is %s", severity)
                .anyMatch(each -> each.toString().contains(place));
        if (OpenApiCompare.fromContents(Yaml.write(contract), Yaml.write(changed))
                .isIncompatible()) {
            assertThat(severity).as("what openapi-diff calls incompatible").isEqualTo(BREAKING);
        }
    }

    @Test
    void whatNoRuleKnowsIsBreaking() {
        ObjectNode changed = DocumentEdit.apply("set /paths/~1segments/get/callbacks {}", contract);

        assertThat(differences(changed)).extracting(Severity::of).containsExactly(BREAKING);
    }

    @Test
    void nothingThatAConsumerSeesCanGoUnnoticed() {
        List<String> pointers = new ArrayList<>();
        addPointers("", contract, pointers);

        assertThat(pointers)
                .filteredOn(pointer -> differences(DocumentEdit.apply("remove " + pointer, contract))
                        .isEmpty())
                .as("what can be removed without a difference says what OpenAPI takes for granted")
                .allMatch(pointer ->
                        pointer.endsWith("/required") && !contract.at(pointer).asBoolean());
    }

    private List<Difference> differences(ObjectNode changed) {
        return Difference.between(view, ConsumerView.of(changed));
    }

    private static void addPointers(String at, JsonNode node, List<String> pointers) {
        node.properties().forEach(field -> {
            String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            pointers.add(pointer);
            addPointers(pointer, field.getValue(), pointers);
        });
    }
}
