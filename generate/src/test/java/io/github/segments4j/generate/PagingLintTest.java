package io.github.segments4j.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingLintTest {
    private static final Path CONTRACT = Path.of("../openapi/segments.yaml");
    private static final Path WAREHOUSE = Path.of("../conformance/contracts/warehouse.yaml");

    @TempDir
    Path folder;

    @Test
    void theContractPasses() throws IOException {
        assertThat(lint(Files.readString(CONTRACT))).isEmpty();
    }

    @Test
    void aContractWithListingsOfEveryKindPasses() throws IOException {
        assertThat(lint(Files.readString(WAREHOUSE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          parameter: next_token | parameter: no_such  | x-paging.token.parameter      | no query parameter no_such
          parameter: next_token | parameter: limit    | x-paging.token.parameter      | Paging by an offset
          parameter: limit      | parameter: next_token | x-paging.size.parameter     | of type integer
          field: next_token     | field: no_such      | x-paging.token.field          | no field no_such
          field: next_token     | field: total        | x-paging.token.field          | such as has_more is not supported
          field: data           | field: total        | x-paging.rows                 | an array of the schema Segment
          schema: Segment       | schema: ErrorResponse | x-paging.rows               | an array of the schema ErrorResponse
          [absent, 'null', empty] | [absent]          | x-paging.token.ends           | must be the constant value
          parameter: with_total | parameter: limit    | x-paging.total.parameter      | of type boolean
          maxEmptyPages: 100    | maxEmptyPages: -1   | x-paging.maxEmptyPages        | minimum value of 0
          name: next_token      | name: page_token    | x-paging.token.parameter      | no query parameter next_token
          operationId: listSegments | operationId: segment | operationId              | the schema Segment has the same name
          burst: 5              | burst: 11           | x-rate-limit.pace.burst       | limit of 10
          spacingMillis: 104    | spacingMillis: 99   | x-rate-limit.pace.spacingMillis | shorter
          windowMillis: 1040    | windowMillis: 999   | x-rate-limit.pace.windowMillis | shorter
          decrease: 0.95        | decrease: 1.1       | x-rate-limit.refused.decrease | exclusive maximum value of 1
          repeatedDecrease: 0.3 | repeatedDecrease: 0.96 | x-rate-limit.refused.repeatedDecrease | at least as much
          x-retries:            | x-retires:          | listSegments                  | 'x-retries' not found
          attempts: 8           | atempts: 8          | x-retries                     | 'atempts' is not defined
          statuses: [408,       | statuses: [200,     | x-retries.statuses[0]         | minimum value of 400
          waitedOut: [429]      | waitedOut: [503]    | x-retries.waitedOut           | 503 is also in statuses
          jitter: 0.5           | jitter: 1.5         | x-retries.jitter              | maximum value of 1
          longestBackoffMillis: 30000 | longestBackoffMillis: 1 | x-retries.longestBackoffMillis | shorter
          deadlineMillis: 300000 | deadlineMillis: 120000 | x-retries.deadlineMillis  | no time
          """)
    void eachMistakeIsReportedWithItsPlace(String right, String wrong, String place, String message)
            throws IOException {
        String contract = Files.readString(CONTRACT);
        assertThat(contract).contains(right);

        List<String> sentences = lint(contract.replaceFirst(Pattern.quote(right), wrong));

        assertThat(sentences)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("GET /segments: ")
                        .contains(message)
                        .contains(place.equals("listSegments") ? "" : place + ": "));
    }

    @Test
    void aContractInOpenApi31Passes() throws IOException {
        String contract = Files.readString(WAREHOUSE)
                .replace("openapi: 3.0.3", "openapi: 3.1.0")
                .replace("type: string, nullable: true", "type: [string, 'null']");

        assertThat(contract).contains("next_page_token: { type: [string, 'null']");
        assertThat(lint(contract)).isEmpty();
    }

    @Test
    void aTokenInOpenApi31ThatMayBeANumberIsReported() throws IOException {
        String contract = Files.readString(WAREHOUSE)
                .replace("openapi: 3.0.3", "openapi: 3.1.0")
                .replaceFirst(
                        "next_page_token: \\{ type: string, nullable: true",
                        "next_page_token: { type: [string, integer]");

        assertThat(lint(contract)).singleElement().asString().contains("no field next_page_token of type string");
    }

    @Test
    void twoListingsWithOneNameAreReported() throws IOException {
        String contract = Files.readString(WAREHOUSE).replace("operationId: suppliers", "operationId: listItems");

        assertThat(lint(contract)).singleElement().asString().contains("another listing has the same name, list_items");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ListOrdersParameters",
                "list_orders_paging",
                "ListOrdersPace",
                "ListOrdersRetries",
                "NewListOrders",
                "ApiListOrdersRequest"
            })
    void aSchemaWithTheNameOfAPartOfTheListingIsReported(String schema) throws IOException {
        String contract = Files.readString(WAREHOUSE)
                .replaceFirst("(?m)^  schemas:\n", "$0    " + schema + ": { type: object }\n");

        assertThat(lint(contract))
                .singleElement()
                .asString()
                .startsWith("GET /warehouses/{warehouse}/orders: operationId: ")
                .contains("the schema " + schema + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newOrder", "nullableOrder", "newOrderWithDefaults"})
    void aListingWithTheNameOfAPartOfASchemaIsReported(String listing) throws IOException {
        String contract = Files.readString(WAREHOUSE).replace("operationId: listOrders", "operationId: " + listing);

        assertThat(lint(contract)).singleElement().asString().contains("operationId: ", "the schema Order ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"format: date-time", "format: uuid", "format: date", "format: byte", "enum: [a, b]"})
    void aTokenThatIsNotPlainTextIsReported(String restriction) throws IOException {
        String contract = Files.readString(WAREHOUSE)
                .replaceFirst("page_token, in: query, schema: \\{ type: string", "$0, " + restriction)
                .replaceFirst("next_page_token: \\{ type: string", "$0, " + restriction);
        String word = restriction.replaceFirst(":.*", "");

        assertThat(lint(contract))
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains(
                                "x-paging.token.parameter: page_token has \"" + word + "\", but a token is plain text"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains("x-paging.token.field: next_page_token has \"" + word
                                + "\", but a token is plain text"));
    }

    @ParameterizedTest
    @CsvSource({"page_token, x-paging.token.parameter", "count, x-paging.total.parameter"})
    void aParameterThatNotEveryRequestHasMustBeOptional(String parameter, String place) throws IOException {
        String contract =
                Files.readString(WAREHOUSE).replaceFirst("name: " + parameter + ", in: query", "$0, required: true");

        assertThat(lint(contract))
                .singleElement()
                .asString()
                .contains(place + ": the parameter " + parameter + " is required");
    }

    @Test
    void aControlCharacterOfAContractDoesNotReachTheTerminal() throws IOException {
        String contract = Files.readString(WAREHOUSE).replace("parameter: page_size", "parameter: \"a\\e[31m\"");

        assertThat(lint(contract)).singleElement().asString().contains("a?[31m").doesNotContain("\u001b");
    }

    /** A contract of one listing, from which each case differs in one line. */
    private static final String SMALL = """
          openapi: 3.0.3
          info: { title: Small API, version: 1.0.0 }
          paths:
            /rows:
              get:
                operationId: listRows
                x-paging:
                  token: { parameter: token, field: next, ends: [absent, 'null', empty] }
                  rows: { field: data, schema: Row }
                  maxEmptyPages: 10
                x-rate-limit:
                  requests: 20
                  windowMillis: 500
                  pace: { burst: 8, spacingMillis: 35, windowMillis: 700 }
                  refused: { decrease: 0.9, repeatedDecrease: 0.3, repeatedWithinMillis: 4000,
                    decreaseAtMostEveryMillis: 1000, increasePerSecondSquared: 0.1, slowestPerSecond: 2 }
                x-retries: { statuses: [500], waitedOut: [429], attempts: 4, backoffMillis: 20, jitter: 0.5,
                  longestBackoffMillis: 200, longestRetryAfterMillis: 5000, deadlineMillis: 20000 }
                parameters:
                  - { name: token, in: query, schema: { type: string } }
                responses:
                  '200':
                    description: One page.
                    content:
                      application/json:
                        schema: { $ref: '#/components/schemas/Page' }
          components:
            schemas:
              Row: { type: object, properties: { id: { type: string } } }
              Page:
                type: object
                properties:
                  data: { type: array, items: { $ref: '#/components/schemas/Row' } }
                  next: { type: string, nullable: true }
          """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
          token: { parameter: token,   | offset: { parameter: token,           | GET /rows: x-paging: it has no token. A listing is paged by a token
          in: query, schema: { type: string }  | in: header, schema: { type: string }  | GET /rows: x-paging.token.parameter: the operation has no query parameter token
          in: query, schema: { type: string }  | in: query, schema: { type: integer } | GET /rows: x-paging.token.parameter: the operation has no query parameter token
          next: { type: string,        | next: { type: string, format: uri,    | GET /rows: x-paging.token.field: next has "format", but a token is plain text
          next: { type: string,        | next: { type: object,                 | GET /rows: x-paging.token.field: the answer with status 200 has no field next of type string
          data: { type: array,         | rows: { type: array,                  | GET /rows: x-paging.rows: the answer with status 200 has no field data that is an array
          application/json:            | application/xml:                      | GET /rows: x-paging.rows: the answer with status 200 has no field data that is an array
          application/json:            | application/x-ndjson:                 | GET /rows: x-paging.rows: the answer with status 200 has no field data that is an array
          '200'                        | '201'                                 | GET /rows: x-paging.rows: the answer with status 200 has no field data that is an array
          get:                         | post:                                 | POST /rows: x-paging: a listing is a GET
          x-paging:                    | x-pagination:                         | GET /rows: x-pagination: there is no such extension: its name is x-paging
          requests: 20                 | requests: -1                          | GET /rows: x-rate-limit.requests: must have a minimum value of 1
          windowMillis: 500            | windowMillis: 0                       | GET /rows: x-rate-limit.windowMillis: must have a minimum value of 1
          statuses: [500],             | ~ ~                                   | GET /rows: x-retries: required property 'statuses' not found
          operationId: listRows        | operationId: configuration            | GET /rows: operationId: the clients have a type of their own with this name
          """)
    void whatNoClientCanDoIsReported(String right, String wrong, String sentence) throws IOException {
        assertThat(SMALL).contains(right);

        assertThat(lint(SMALL.replace(right, wrong)))
                .anySatisfy(each -> assertThat(each).startsWith(sentence));
    }

    @Test
    void theSmallContractPasses() throws IOException {
        assertThat(lint(SMALL)).isEmpty();
    }

    @Test
    void anExtensionOutsideOfAnOperationIsReported() throws IOException {
        String contract = SMALL.replaceFirst("(?m)^  /rows:\n", "$0    x-paging: { token: next }\n");

        assertThat(lint(contract)).singleElement().asString().startsWith("/rows: x-paging: it must be in an operation");
    }

    @Test
    void thePaceOfAnOperationThatIsNotAListingIsReported() throws IOException {
        String contract = SMALL.replaceFirst("(?ms)^ *x-paging:.*?(?=^ *x-rate-limit)", "");

        assertThat(lint(contract))
                .containsExactly(
                        "GET /rows: x-rate-limit: only a listing has it: add x-paging, or remove this to generate a plain call.",
                        "GET /rows: x-retries: only a listing has it: add x-paging, or remove this to generate a plain call.");
    }

    @Test
    void aContractWithoutAListingPasses() throws IOException {
        assertThat(lint(SMALL.replaceFirst("(?ms)^ *x-paging:.*?(?=^ *parameters)", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Configuration", "string", "123row"})
    void aRowWhoseNameNoClientCanHaveIsReported(String schema) throws IOException {
        String contract = SMALL.replace("schemas/Row", "schemas/" + schema)
                .replace("schema: Row", "schema: " + schema)
                .replace("Row: {", schema + ": {");

        assertThat(lint(contract))
                .singleElement()
                .asString()
                .contains("x-paging.rows.schema: the clients can't have a type with the name " + schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oneOf: [ { type: string }, { type: integer } ]",
                "enum: [a, b], type: string",
                "allOf: [ { $ref: '#/components/schemas/Page' } ]"
            })
    void aRowOfAnySchemaWithAClassPasses(String schema) throws IOException {
        assertThat(lint(SMALL.replace(
                        "Row: { type: object, properties: { id: { type: string } } }", "Row: { " + schema + " }")))
                .isEmpty();
    }

    private List<String> lint(String contract) throws IOException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), contract);
        return new PagingLint(Path.of("../openapi/extensions.schema.json")).check(file);
    }
}
