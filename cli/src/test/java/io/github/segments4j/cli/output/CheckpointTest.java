package io.github.segments4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    @Test
    void itRecordsTheVersionOfTheContract() throws IOException {
        try (InputStream contract = getClass().getResourceAsStream("/io/github/segments4j/contract/segments.yaml")) {
            assertThat(new YAMLMapper().readTree(contract).at("/info/version").asText())
                    .isEqualTo(Checkpoint.CONTRACT);
        }
    }
}
