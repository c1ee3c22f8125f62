package io.github.segments4j.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesLintTest {
    private static final Path WAREHOUSE = Path.of("../conformance/contracts/warehouse.yaml");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"self", "Self", "option", "string", "vec"})
    void aListingWithANameThatTheClientsUseIsReported(String name) throws IOException {
        assertThat(lint("operationId: listOrders", "operationId: " + name))
                .singleElement()
                .asString()
                .contains("/orders: operationId: the clients have something else with the name " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "paging", "listing", "pacer", "client", "contract", "error", "default", "row"})
    void aListingMayHaveAnyOtherName(String name) throws IOException {
        assertThat(lint("operationId: listOrders", "operationId: " + name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          due: {            | created-at: { | Order: the fields created_at and created-at would have the same name
          city: {           | Country: {    | Order.address: the fields Country and country would have the same name
          name: created_after | name: pageSize | the parameters in: query pageSize and page_size would have the same name
          name: created_after | name: "a'b"  | the parameters in: query have the name a'b, with a character
          due: {            | 'a&b': {      | Order: the fields have the name a&b, with a character
          tags: [Events]    | tags: [orders] | tags: the tags Orders and orders would have the same name
          tags: [Events]    | tags: [é]     | tags: the tags default and é would have the same name
              OrderLine     | OrderPAGE     | components.schemas: the schemas OrderPAGE and OrderPage would have the same name
          """)
    void namesThatAClientCannotTellApartOrWriteAreReported(String name, String other, String sentence)
            throws IOException {
        String inlined = Files.readString(WAREHOUSE)
                .replace(
                        "address: { $ref: '#/components/schemas/Address' }",
                        "address: { type: object, properties: { city: { type: string }, country: { type: string } } }");

        assertThat(lint(inlined, name, other))
                .anySatisfy(found -> assertThat(found).contains(sentence));
    }

    @Test
    void namesThatDifferInASignAreAccepted() throws IOException {
        assertThat(lint("due: {", "'@status': {")).isEmpty();
    }

    private List<String> lint(String target, String replacement) throws IOException {
        return lint(Files.readString(WAREHOUSE), target, replacement);
    }

    private List<String> lint(String contract, String target, String replacement) throws IOException {
        assertThat(contract).contains(target);
        Path file = Files.writeString(folder.resolve("contract.yaml"), contract.replace(target, replacement));
        return NamesLint.check(Document.read(file));
    }
}
