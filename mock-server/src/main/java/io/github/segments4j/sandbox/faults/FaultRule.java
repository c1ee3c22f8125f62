package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.json.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which effects to apply, where and when, as users write it in JSON or on the command line.
 *
 * @param times for how many requests; if it is missing, the probability counts
 */
public record FaultRule(Target target, List<Effect> effects, OptionalInt times, double probability) {
    private static final List<String> WHEN = List.of("times", "probability", "always");
    private static final String WHERE = "endpoint";

    /** Our choice: nobody waits longer for a fault. */
    private static final Duration MAX_TIME = Duration.ofDays(1);

    /** How to read each fault by its name, which is also the name of its first parameter. */
    static final Map<String, Function<Fields, Effect>> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("status", FaultRule::status);
        FAULTS.put("latency", fields -> Effects.latency(time(fields, "latency"), jitter(fields)));
        FAULTS.put("drip", fields -> Effects.drip(fields.whole("drip", 1, Integer.MAX_VALUE), time(fields, "pause")));
        FAULTS.put("cutAfter", fields -> Effects.cutAfter(fields.whole("cutAfter", 0, Integer.MAX_VALUE)));
        FAULTS.put("disconnect", fields -> Effects.DISCONNECT);
        FAULTS.put("stall", fields -> Effects.STALL);
        FAULTS.put("invalidJson", fields -> Effects.INVALID_JSON);
        FAULTS.put("html", fields -> Effects.HTML);
        FAULTS.put("redirect", fields -> Effects.redirect(uri(fields.text("redirect"))));
        FAULTS.put("emptyPage", fields -> Effects.EMPTY_PAGE);
        FAULTS.put("repeatedToken", fields -> Effects.REPEATED_TOKEN);
        FAULTS.put("nullToken", fields -> Effects.NULL_TOKEN);
        FAULTS.put("emptyToken", fields -> Effects.EMPTY_TOKEN);
        FAULTS.put("hostileToken", fields -> Effects.HOSTILE_TOKEN);
        FAULTS.put("rowWithoutId", fields -> Effects.ROW_WITHOUT_ID);
        FAULTS.put("unknownFields", fields -> Effects.UNKNOWN_FIELDS);
        FAULTS.put("unknownStatus", fields -> Effects.UNKNOWN_STATUS);
        FAULTS.put("expiredToken", fields -> Effects.EXPIRED_TOKEN);
        FAULTS.put("gzip", fields -> Effects.GZIP);
        FAULTS.put("deprecated", fields -> Effects.deprecated(fields.instant("deprecated"), fields.instant("sunset")));
    }

    /** Reads {@code {"fault":"status","status":503,"times":2}} or {@code {"faults":[…],"always":true}}. */
    public static FaultRule of(Fields fields) {
        List<Effect> effects = new ArrayList<>();
        if (fields.has("faults")) {
            for (Fields each : fields.objects("faults", "fault")) {
                effects.add(effect(each));
                each.requireNoOthers();
            }
        } else {
            effects.add(effect(fields));
        }
        List<String> when = WHEN.stream().filter(fields::has).toList();
        if (when.size() > 1) {
            throw new IllegalArgumentException("A rule has one of " + String.join(", ", when));
        }
        if (when.contains("always")) {
            fields.requireTrue("always");
        }
        double probability = when.contains("probability") ? fields.probability("probability") : 1;
        int times = fields.whole("times", 1, Integer.MAX_VALUE, 1);
        Target target = target(fields.text(WHERE, Target.SEGMENTS.toString()));
        fields.requireNoOthers();
        boolean isCounted = when.isEmpty() || when.contains("times");
        return new FaultRule(
                target, List.copyOf(effects), isCounted ? OptionalInt.of(times) : OptionalInt.empty(), probability);
    }

    /**
     * Reads {@code status=503,retryAfter=2s,times=3}. The name of a fault starts a fault and may have its first
     * parameter. Other names are further parameters of that fault, or say when and where the rule applies.
     */
    public static FaultRule parse(String text) {
        Map<String, Object> rule = new LinkedHashMap<>();
        List<Map<String, Object>> faults = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] nameAndValue = part.split("=", 2);
            String name = nameAndValue[0];
            boolean hasValue = nameAndValue.length == 2;
            boolean isFault = FAULTS.containsKey(name);
            boolean isOfRule = WHEN.contains(name) || name.equals(WHERE);
            if (isFault) {
                faults.add(new LinkedHashMap<>(Map.of("fault", name)));
            } else if (!isOfRule && faults.isEmpty()) {
                throw unknown(name);
            }
            Map<String, Object> owner = isOfRule ? rule : faults.get(faults.size() - 1);
            if ((hasValue || !isFault) && owner.putIfAbsent(name, hasValue ? nameAndValue[1] : "true") != null) {
                throw new IllegalArgumentException("\"" + name + "\" is given twice");
            }
        }
        if (faults.isEmpty()) {
            throw unknown("");
        }
        rule.put("faults", faults);
        return of(Fields.text("field", rule));
    }

    private static Target target(String name) {
        return Stream.of(Target.values())
                .filter(target -> target.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The field \"endpoint\" must be segments or token, not \"" + name + '"'));
    }

    private static Effect effect(Fields fields) {
        String name = fields.text("fault");
        Function<Fields, Effect> reader = FAULTS.get(name);
        if (reader == null) {
            throw unknown(name);
        }
        return reader.apply(fields);
    }

    /** {@code retryAfter} is a time or an instant; only an instant contains a colon. */
    private static Effect status(Fields fields) {
        int status = fields.whole("status", 400, 599);
        if (!fields.has("retryAfter")) {
            return Effects.status(status);
        }
        return fields.text("retryAfter").indexOf(':') < 0
                ? Effects.status(status, time(fields, "retryAfter"))
                : Effects.status(status, fields.instant("retryAfter"));
    }

    private static Duration time(Fields fields, String name) {
        return fields.duration(name, MAX_TIME);
    }

    private static Duration jitter(Fields fields) {
        return fields.duration("jitter", MAX_TIME, Duration.ZERO);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "The field \"redirect\" must be an address such as \"http://127.0.0.1:1/\", not \"" + text + '"',
                    e);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "There is no fault \"" + name + "\"; there is " + String.join(", ", FAULTS.keySet()));
    }
}
