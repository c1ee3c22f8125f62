package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.faults.Effect;
import io.github.segments4j.sandbox.faults.FaultInjector;
import io.github.segments4j.sandbox.faults.FaultRule;
import io.github.segments4j.sandbox.faults.Target;
import io.github.segments4j.sandbox.json.Fields;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the Java API as the admin interface and the command line write it. */
class FaultRuleTest {
    private static final Instant DATE = Instant.parse("2026-11-01T08:09:10Z");

    static Stream<Arguments> faults() {
        return Stream.of(
                row("status=503", "'status','status':503", Fault.status(503)),
                row(
                        "status=503,retryAfter=2s",
                        "'status','status':503,'retryAfter':'PT2S'",
                        Fault.status(503, Duration.ofSeconds(2))),
                row(
                        "status=429,retryAfter=2026-11-01T08:09:10Z",
                        "'status','status':429,'retryAfter':'2026-11-01T08:09:10Z'",
                        Fault.status(429, DATE)),
                row("latency=20ms", "'latency','latency':'20ms'", Fault.latency(Duration.ofMillis(20))),
                row(
                        "latency=1.5s,jitter=1s",
                        "'latency','latency':'PT1.5S','jitter':'1s'",
                        Fault.latency(Duration.ofMillis(1500), Duration.ofSeconds(1))),
                row("drip=10,pause=5ms", "'drip','drip':10,'pause':'5ms'", Fault.drip(10, Duration.ofMillis(5))),
                row("cutAfter=100", "'cutAfter','cutAfter':100", Fault.cutAfter(100)),
                row("disconnect", "'disconnect'", Fault.disconnect()),
                row("reset", "'reset'", Fault.reset()),
                row("stall", "'stall'", Fault.stall()),
                row("invalidJson", "'invalidJson'", Fault.invalidJson()),
                row("html", "'html'", Fault.html()),
                row(
                        "redirect=http://127.0.0.1:1/?a=b",
                        "'redirect','redirect':'http://127.0.0.1:1/?a=b'",
                        Fault.redirect(URI.create("http://127.0.0.1:1/?a=b"))),
                row("emptyPage", "'emptyPage'", Fault.emptyPage()),
                row("repeatedToken", "'repeatedToken'", Fault.repeatedToken()),
                row("rowWithoutId", "'rowWithoutId'", Fault.rowWithoutId()),
                row("unknownFields", "'unknownFields'", Fault.unknownFields()),
                row("nullToken", "'nullToken'", Fault.nullToken()),
                row("emptyToken", "'emptyToken'", Fault.emptyToken()),
                row("hostileToken", "'hostileToken'", Fault.hostileToken()),
                row("unknownStatus", "'unknownStatus'", Fault.unknownStatus()),
                row("expiredToken", "'expiredToken'", Fault.expiredToken()),
                row("gzip", "'gzip'", Fault.gzip()),
                row(
                        "deprecated=2026-11-01T08:09:10Z,sunset=2027-11-01T08:09:10Z",
                        "'deprecated','deprecated':'2026-11-01T08:09:10Z','sunset':'2027-11-01T08:09:10Z'",
                        Fault.deprecated(DATE, Instant.parse("2027-11-01T08:09:10Z"))),
                row(
                        "deprecated=@1793491200,sunset=2027-11-01T08:09:10Z",
                        "'deprecated','deprecated':'@1793491200','sunset':'2027-11-01T08:09:10Z'",
                        Fault.deprecated("@1793491200", Instant.parse("2027-11-01T08:09:10Z"))));
    }

    private static Arguments row(String text, String json, Fault fault) {
        return Arguments.of(text, "{'fault':" + json, fault);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultHasItsNameAndItsParameters(String text, String json, Fault fault) {
        FaultRule once = new FaultRule(Target.SEGMENTS, List.of(fault.effect()), OptionalInt.of(1), 1);

        assertThat(FaultRule.parse(text)).isEqualTo(once);
        assertThat(FaultRule.of(Fields.json(json.replace('\'', '"') + "}"))).isEqualTo(once);
        assertThat(FaultRule.parse(text + ",probability=0.25"))
                .isEqualTo(new FaultRule(Target.SEGMENTS, List.of(fault.effect()), OptionalInt.empty(), 0.25));
    }

    @Test
    void thisTableHasARowForEveryFaultOfTheJavaApi() {
        Set<String> ofJava = Arrays.stream(Fault.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> inTheTable = faults().map(row -> ((String) row.get()[0]).split("[=,]", -1)[0])
                .collect(Collectors.toSet());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.parse("nonsense"))
                .satisfies(e -> assertThat(
                                e.getMessage().replaceAll(".* there is ", "").split(", ", -1))
                        .containsExactlyInAnyOrderElementsOf(ofJava));
        assertThat(inTheTable).isEqualTo(ofJava);
    }

    @Test
    void aRuleMayHaveSeveralFaultsAndSaysWhenItApplies() {
        List<Effect> both = List.of(
                Fault.latency(Duration.ofMillis(20)).effect(), Fault.gzip().effect());

        assertThat(FaultRule.parse("latency=20ms,gzip,always"))
                .isEqualTo(new FaultRule(Target.SEGMENTS, both, OptionalInt.empty(), 1));
        assertThat(FaultRule.parse("times=3,latency=20ms,gzip"))
                .isEqualTo(new FaultRule(Target.SEGMENTS, both, OptionalInt.of(3), 1));
    }

    @Test
    void aRuleMayLeaveTheFirstRequestsAlone() {
        List<Effect> outage = List.of(Fault.status(503).effect());
        FaultRule third = new FaultRule(Target.SEGMENTS, outage, 3, OptionalInt.of(2), 1);

        assertThat(FaultRule.parse("status=503,nth=3,times=2")).isEqualTo(third);
        assertThat(FaultRule.of(Fields.json("{\"fault\":\"status\",\"status\":503,\"nth\":3,\"times\":2}")))
                .isEqualTo(third);
        assertThat(new FaultInjector(List.of(third), 7, () -> {}).json())
                .hasToString("{\"seed\":7,\"rules\":[{\"faults\":[],\"times\":2},"
                        + "{\"faults\":[\"status 503\"],\"times\":2}],\"counts\":{}}");
    }

    @Test
    void aRuleSaysToWhichEndpointItApplies() {
        List<Effect> outage = List.of(Fault.status(503).effect());
        FaultRule atTokens = new FaultRule(Target.TOKEN, outage, OptionalInt.of(2), 1);
        FaultRule atSegments = new FaultRule(Target.SEGMENTS, outage, OptionalInt.of(2), 1);

        assertThat(FaultRule.parse("status=503,endpoint=token,times=2")).isEqualTo(atTokens);
        assertThat(FaultRule.parse("endpoint=segments,status=503,times=2")).isEqualTo(atSegments);
        assertThat(FaultRule.of(
                        Fields.json("{\"fault\":\"status\",\"status\":503,\"times\":2,\"endpoint\":\"token\"}")))
                .isEqualTo(atTokens);
    }

    @Test
    void aResetRestoresTheInitialRules() {
        FaultInjector injector = new FaultInjector(List.of(FaultRule.parse("status=503")), 7, () -> {});
        String atStart = "{\"seed\":7,\"rules\":[{\"faults\":[\"status 503\"],\"times\":1}],\"counts\":{}}";

        assertThat(injector.json()).hasToString(atStart);
        injector.clear();
        assertThat(injector.json()).hasToString("{\"seed\":7,\"rules\":[],\"counts\":{}}");
        injector.reset();
        assertThat(injector.json()).hasToString(atStart);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      ''                        | There is no fault ""; there is status, latency
      nonsense                  | There is no fault "nonsense"
      always                    | There is no fault ""
      status                    | "status" is missing: it must be a whole number from 400 to 599
      status=200                | from 400 to 599, not "200"
      status=x                  | from 400 to 599, not "x"
      status=503,pause=1s       | "pause" is unknown here
      status=503,always=no      | must be true
      gzip,endpoint=tokens      | must be segments or token, not "tokens"
      gzip,endpoint             | must be segments or token
      endpoint=token            | There is no fault ""
      gzip,times=1,always       | one of times, always
      gzip,times=1,times=2      | "times" is given twice
      gzip,nth=0                | a whole number from 1
      gzip,nth=2,always         | "nth" goes with times only, not with always
      gzip,probability=2        | a number from 0 to 1
      latency=1                 | a time such as
      drip=10                   | "pause" is missing
      gzip=1                    | "gzip" is unknown here
      gzip,                     | "" is unknown here
      """)
    void anInvalidRuleIsRefusedWithWhatIsAllowed(String text, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.parse(text))
                .withMessageContaining(said);
    }
}
