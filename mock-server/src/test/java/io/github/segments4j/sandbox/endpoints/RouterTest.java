package io.github.segments4j.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/segments",
                "/api",
                "/api/",
                "/api/segments//",
                "/api/segment",
                "/API/segments",
                "/api/v0/oauth2/token/"
            })
    void anUnknownPathIsNotFoundInTheVendorsFormat(String path) {
        Response answer = Api.of(1).send("GET", path, "", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"status\":404,\"message\":\"").contains("\"request_id\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get"})
    void anotherMethodIsRefusedAndTheAllowedOneIsNamed(String method) {
        Response answer = Api.of(1).send(method, "/api/segments", "", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET");
    }

    @Test
    void aSlashAtTheEndIsAcceptedAsTheVendorDocumentsIt() {
        assertThat(Api.of(1).send("GET", "/api/segments/", "", "").status()).isEqualTo(200);
    }
}
