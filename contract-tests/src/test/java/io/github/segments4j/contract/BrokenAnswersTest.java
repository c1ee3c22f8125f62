package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two judges that share no code, on answers that no server should give: a judge that says yes to all proves nothing. */
@PrismTest
class BrokenAnswersTest {
    private static final ApiRequest SEGMENTS = Vendor.segments("acme", "any");
    private static final ApiRequest TOKEN = Vendor.token("acme", "id", "secret");

    private static CannedServer server;
    private static Prism proxy;

    @BeforeAll
    static void start() {
        server = new CannedServer();
        proxy = Prism.proxy(server.url());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      200 | {"data":[]}
      200 | {"data":[{"id":"1","name":""}],"next_token":""}
      200 | {"data":[{"id":"1","name":"A","status":"new","more":[1]}],"total":3000000000,"more":{}}
      200 | {"data":[],"next_token":null}
      400 | {"status":400,"message":"No"}
      401 | {"status":401,"message":"No","request_id":"r","trace_id":"t"}
      403 | {"status":403,"message":"No"}
      404 | {"status":404,"message":"No"}
      405 | {"status":405,"message":"No"}
      409 | {"status":409,"message":"No"}
      418 | {"status":418,"message":"No"}
      429 | {"status":429,"message":"No"}
      500 | {"status":500,"message":"No"}
      502 | "not from the API"
      503 | {"status":503,"message":"No"}
      504 | {}
      """)
    void bothLetPassWhatTheVendorAllows(int status, String body) {
        server.answers(status, "application/json", body);

        Response response = SEGMENTS.send(proxy.url());

        assertThat(Verdict.ofPrism(response)).as("Prism").isEqualTo(Verdict.VALID);
        assertThat(Verdict.ofValidator(SEGMENTS, response)).as("validator").isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      no data               | 200 | {}
      data by another name  | 200 | {"segments":[]}
      data null             | 200 | {"data":null}
      data an object        | 200 | {"data":{}}
      not an object         | 200 | []
      row null              | 200 | {"data":[null]}
      row a string          | 200 | {"data":["ab-1CDEfGHI"]}
      row without id        | 200 | {"data":[{"name":"A"}]}
      row without name      | 200 | {"data":[{"id":"1"}]}
      id by another name    | 200 | {"data":[{"segment_id":"1","name":"A"}]}
      id a number           | 200 | {"data":[{"id":1,"name":"A"}]}
      id null               | 200 | {"data":[{"id":null,"name":"A"}]}
      name a number         | 200 | {"data":[{"id":"1","name":2}]}
      status a number       | 200 | {"data":[{"id":"1","name":"A","status":1}]}
      token a number        | 200 | {"data":[],"next_token":7}
      total a string        | 200 | {"data":[],"total":"7"}
      total a fraction      | 200 | {"data":[],"total":7.5}
      an error with 200     | 200 | {"status":500,"message":"No"}
      error without message | 400 | {"status":400}
      error without status  | 401 | {"message":"No"}
      status a string       | 403 | {"status":"403","message":"No"}
      message an object     | 429 | {"status":429,"message":{"text":"No"}}
      message by other name | 500 | {"status":500,"error":"No"}
      request id a number   | 500 | {"status":500,"message":"No","request_id":1}
      trace id a number     | 503 | {"status":503,"message":"No","trace_id":1}
      error a string        | 503 | "No"
      another error         | 418 | {"error":"No"}
      another success       | 202 | {"data":[]}
      """)
    void bothSeeWhatBreaksTheContract(String what, int status, String body) {
        server.answers(status, "application/json", body);

        Response response = SEGMENTS.send(proxy.url());

        assertBroken(what, SEGMENTS, response);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      no token            | {"expires_in":3600,"token_type":"Bearer"}
      token by other name | {"token":"t","expires_in":3600,"token_type":"Bearer"}
      token a number      | {"access_token":1,"expires_in":3600,"token_type":"Bearer"}
      no life             | {"access_token":"t","token_type":"Bearer"}
      life a string       | {"access_token":"t","expires_in":"3600","token_type":"Bearer"}
      no type             | {"access_token":"t","expires_in":3600}
      """)
    void bothSeeABrokenAccessToken(String what, String body) {
        server.answers(200, "application/json", body);

        Response response = TOKEN.send(proxy.url());

        assertBroken(what, TOKEN, response);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void bothLetPassThePageOfAProxy(int status) {
        server.answers(status, "text/html", "<h1>Bad gateway</h1>");

        Response response = SEGMENTS.send(proxy.url());

        assertThat(Verdict.ofPrism(response)).as("Prism").isEqualTo(Verdict.VALID);
        assertThat(Verdict.ofValidator(SEGMENTS, response)).as("validator").isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource({"text/html", "text/plain", "text/csv"})
    void bothSeeAnotherContentType(String contentType) {
        server.answers(200, contentType, "{\"data\":[]}");

        Response response = SEGMENTS.send(proxy.url());

        assertBroken(contentType, SEGMENTS, response);
    }

    private static void assertBroken(String what, ApiRequest request, Response response) {
        Verdict prism = Verdict.ofPrism(response);
        Verdict validator = Verdict.ofValidator(request, response);
        assertThat(prism.ofRequest()).as("%s: request by Prism", what).isEmpty();
        assertThat(validator.ofRequest())
                .as("%s: request by the validator", what)
                .isEmpty();
        assertThat(prism.ofAnswer()).as("%s: answer by Prism", what).isNotEmpty();
        assertThat(validator.ofAnswer()).as("%s: answer by the validator", what).isNotEmpty();
    }
}
