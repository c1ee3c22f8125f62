package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs in the profile "matrix" only, with a class path that has such a library. */
@EnabledIfSystemProperty(named = "too.old", matches = ".+", disabledReason = "needs mvn -P matrix")
class TooOldLibrariesTest {
    @Test
    void aLibraryThatIsTooOldIsNamedWhenTheClientIsBuilt() {
        SegmentsClientBuilder builder =
                SegmentsClient.builder().ignoreEnvironment().tenant("acme").accessToken("token");

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageMatching(System.getProperty("too.old") + " on the class path is too old: set [a-z.:-]+ to "
                        + System.getProperty("oldest") + " or later in your build");
    }
}
