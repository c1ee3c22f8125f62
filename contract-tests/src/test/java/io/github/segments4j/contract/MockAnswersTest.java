package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.contract.Contract.Answered;
import io.github.segments4j.contract.Contract.Asked;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that the contract shows, at its mock: an example more is a test more. */
@PrismTest
class MockAnswersTest {
    static List<Asked> requests() {
        return Contract.requests();
    }

    static List<Answered> answers() {
        return Contract.answers();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyExampleOfARequestIsTaken(Asked asked, Prism mock) {
        Response response = asked.request().send(mock.url());

        assertThat(response.statusCode()).as("%s: status", asked).isEqualTo(200);
        assertIsValid(asked.toString(), asked.request(), response);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyExampleOfAnAnswerIsServedAsItIsWritten(Answered answer, Prism mock) throws JsonProcessingException {
        ApiRequest request =
                answer.asked().request().header("Prefer", "code=" + answer.status() + ", example=" + answer.example());

        Response response = request.send(mock.url());

        assertThat(response.statusCode()).as("%s: status", answer).isEqualTo(answer.status());
        assertThat(response.contentType()).as("%s: content type", answer).isEqualTo(answer.mediaType());
        assertThat(new ObjectMapper().readTree(response.asString()))
                .as("%s: body", answer)
                .isEqualTo(answer.body());
        answer.headers()
                .forEach((name, value) -> assertThat(response.header(name))
                        .as("%s: header %s", answer, name)
                        .isEqualTo(value));
        assertIsValid(answer.toString(), request, response);
    }

    private static void assertIsValid(String what, ApiRequest request, Response response) {
        assertThat(Verdict.ofPrism(response)).as("%s: Prism", what).isEqualTo(Verdict.VALID);
        assertThat(Verdict.ofValidator(request, response))
                .as("%s: validator", what)
                .isEqualTo(Verdict.VALID);
    }
}
