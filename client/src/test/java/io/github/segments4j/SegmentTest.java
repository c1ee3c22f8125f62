package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.generated.AccessTokenResponse;
import io.github.segments4j.generated.ListSegmentsResponse;
import io.github.segments4j.model.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated classes. */
class SegmentTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aTestCanMakeOne() {
        Segment segment = Segment.builder().id("a").name("A").status("active").build();

        assertThat(segment.id()).isEqualTo("a");
        assertThat(segment.name()).isEqualTo("A");
        assertThat(segment.status()).hasValue("active");
        assertThat(segment.fields()).containsExactly(entry("id", "a"), entry("name", "A"), entry("status", "active"));
    }

    @Test
    void anOptionalFieldMayBeLeftOutAndARequiredOneMayNot() {
        assertThat(Segment.builder().id("a").name("A").build().status()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Segment.builder().id("a").build())
                .withMessage("name is missing or null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\",\"name\":\"b\"}",
                "{\"id\":\"a\",\"name\":\"b\",\"tier\":{\"x\":[1,null]}}",
                "{\"tier\":1,\"name\":\"b\",\"score\":1.10,\"id\":\"a\",\"status\":null}",
                "{\"status\":\"s\",\"name\":\"b\",\"id\":\"a\"}"
            })
    void aRowIsWrittenAsItWasRead(String row) throws Exception {
        Segment segment = json.readerFor(Segment.class)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readValue(row);

        assertThat(json.writeValueAsString(segment)).isEqualTo(row);
    }

    @Test
    void unknownFieldsCanBeAskedFor() throws Exception {
        Segment segment = json.readValue("{\"id\":\"a\",\"name\":\"b\",\"tier\":\"gold\"}", Segment.class);

        assertThat(segment.fields().get("tier")).isEqualTo("gold");
        assertThat(segment)
                .isEqualTo(Segment.builder()
                        .field("tier", "gold")
                        .name("b")
                        .id("a")
                        .build());
    }

    @Test
    void aFieldThatTheContractKnowsCanBeSetByItsNameToo() {
        Segment segment = Segment.builder().field("id", "a").field("name", "b").build();

        assertThat(segment).isEqualTo(Segment.builder().id("a").name("b").build());
        assertThatThrownBy(() -> Segment.builder().field("id", 7)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void equalSegmentsHaveEqualFields() {
        Segment segment = Segment.builder().id("a").name("b").build();

        assertThat(segment)
                .isEqualTo(Segment.builder().name("b").id("a").build())
                .hasSameHashCodeAs(Segment.builder().name("b").id("a").build())
                .isNotEqualTo(Segment.builder().id("a").name("c").build())
                .isNotEqualTo(Segment.builder().id("a").name("b").status("s").build())
                .isNotEqualTo(
                        Segment.builder().id("a").name("b").field("tier", 1).build())
                .isNotEqualTo("a");
    }

    @Test
    void nothingThatIsHandedOutCanBeChanged() {
        List<Object> labels = new ArrayList<>(List.of("x"));
        Map<String, Object> owner = new LinkedHashMap<>(Map.of("labels", labels));
        Segment.Builder builder = Segment.builder().id("a").name("b").field("owner", owner);
        Segment segment = builder.build();
        labels.add("y");
        owner.clear();
        builder.field("owner", "another").id("c");

        assertThat(segment.fields().get("owner")).isEqualTo(Map.of("labels", List.of("x")));
        assertThat(segment.id()).isEqualTo("a");
        assertThatThrownBy(() -> segment.fields().put("id", "c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) segment.fields().get("owner")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() ->
                        Segment.builder().id("a").name("b").build().fields().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aListIsCopied() {
        List<Segment> rows = new ArrayList<>();
        ListSegmentsResponse page =
                ListSegmentsResponse.builder().data(rows).nextToken(null).build();
        rows.add(Segment.builder().id("a").name("b").build());

        assertThat(page.data()).isEmpty();
        assertThat(page.fields().get("data")).isEqualTo(List.of());
        assertThatThrownBy(() -> page.data().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void numbersKeepTheirValue() throws Exception {
        Segment segment = Segment.builder()
                .id("a")
                .name("b")
                .field("numbers", Arrays.asList(1, 5_000_000_000L, new BigDecimal("1E+400"), null))
                .build();

        assertThat(json.writeValueAsString(segment))
                .isEqualTo("{\"id\":\"a\",\"name\":\"b\",\"numbers\":[1,5000000000,1E+400,null]}");
    }

    @Test
    void toStringShowsTheContractsFieldsButNoSecret() {
        assertThat(Segment.builder().id("a").name("b").field("note", "n").build())
                .asString()
                .startsWith("Segment[id=a, name=b, status=null")
                .doesNotContain("note");
        assertThat(AccessTokenResponse.builder()
                        .accessToken("s3cr3t")
                        .expiresIn(1L)
                        .tokenType("Bearer")
                        .build())
                .hasToString("AccessTokenResponse[accessToken=***, expiresIn=1, tokenType=Bearer]");
    }
}
