package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which effects to apply, where and when, as users write it in JSON or on the command line.
 *
 * @param nth which request is the first one, counted from 1; for the rules that have {@code times}
 * @param times for how many requests; if it is missing, the probability counts
 */
public record FaultRule(Target target, List<Effect> effects, int nth, OptionalInt times, double probability) {
    private static final List<String> WHEN = List.of("times", "probability", "always");
    private static final String FIRST = "nth";
    private static final String WHERE = "endpoint";

    /** A rule that starts with the next request. */
    public FaultRule(Target target, List<Effect> effects, OptionalInt times, double probability) {
        this(target, effects, 1, times, probability);
    }

    /** Reads {@code {"fault":"status","status":503,"times":2}} or {@code {"faults":[…],"always":true}}. */
    public static FaultRule of(Fields fields) {
        List<Effect> effects = new ArrayList<>();
        if (fields.has("faults")) {
            for (Fields each : fields.objects("faults", "fault")) {
                effects.add(FaultTypes.effect(each));
                each.requireNoOthers();
            }
        } else {
            effects.add(FaultTypes.effect(fields));
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
        boolean isCounted = when.isEmpty() || when.contains("times");
        if (fields.has(FIRST) && !isCounted) {
            throw new IllegalArgumentException("The field \"nth\" goes with times only, not with " + when.get(0));
        }
        int nth = fields.whole(FIRST, 1, Integer.MAX_VALUE, 1);
        Target target = target(fields.text(WHERE, Target.SEGMENTS.toString()));
        fields.requireNoOthers();
        return new FaultRule(
                target,
                List.copyOf(effects),
                nth,
                isCounted ? OptionalInt.of(times) : OptionalInt.empty(),
                probability);
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
            boolean isFault = FaultTypes.BY_NAME.containsKey(name);
            boolean isOfRule = WHEN.contains(name) || name.equals(FIRST) || name.equals(WHERE);
            if (isFault) {
                faults.add(new LinkedHashMap<>(Map.of("fault", name)));
            } else if (!isOfRule && faults.isEmpty()) {
                throw FaultTypes.unknown(name);
            }
            Map<String, Object> owner = isOfRule ? rule : faults.get(faults.size() - 1);
            if ((hasValue || !isFault) && owner.putIfAbsent(name, hasValue ? nameAndValue[1] : "true") != null) {
                throw new IllegalArgumentException("\"" + name + "\" is given twice");
            }
        }
        if (faults.isEmpty()) {
            throw FaultTypes.unknown("");
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
}
