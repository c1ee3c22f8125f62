package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.json.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A rule of {@link Faults} as the admin interface and the command line write it. Faults have the names of
 * their methods in {@link Fault}, and the first parameter of a fault has the name of the fault.
 *
 * @param endpoint what it strikes; {@code endpoint=token} says that it is not {@code GET /segments}
 * @param times for how many requests; if it is empty, the probability counts
 */
public record FaultRule(Endpoint endpoint, List<Fault> faults, OptionalInt times, double probability) {
    public static final List<String> NAMES = List.of(
            "status",
            "latency",
            "drip",
            "cutAfter",
            "disconnect",
            "stall",
            "invalidJson",
            "html",
            "redirect",
            "emptyPage",
            "repeatedToken",
            "nullToken",
            "emptyToken",
            "hostileToken",
            "rowWithoutId",
            "unknownFields",
            "unknownStatus",
            "expiredToken",
            "gzip",
            "deprecated");

    private static final List<String> WHEN = List.of("times", "probability", "always");

    /** Nobody waits longer for a fault; our choice. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** As in {@code {"fault":"status","status":503,"times":2}} or {@code {"faults":[…],"always":true}}. */
    public static FaultRule of(Fields fields) {
        List<Fault> faults = new ArrayList<>();
        if (fields.has("faults")) {
            for (Fields each : fields.objects("faults", "fault")) {
                faults.add(fault(each));
                each.end();
            }
        } else {
            faults.add(fault(fields));
        }
        List<String> when = WHEN.stream().filter(fields::has).toList();
        if (when.size() > 1) {
            throw new IllegalArgumentException("A rule has one of " + String.join(", ", when));
        }
        OptionalInt times = OptionalInt.empty();
        double probability = 1;
        switch (when.isEmpty() ? "" : when.get(0)) {
            case "always" -> fields.yes("always");
            case "probability" -> probability = fields.probability("probability");
            case "times" -> times = OptionalInt.of(fields.whole("times", 1, Integer.MAX_VALUE));
            default -> times = OptionalInt.of(1);
        }
        Endpoint endpoint = endpoint(fields);
        fields.end();
        return new FaultRule(endpoint, List.copyOf(faults), times, probability);
    }

    /**
     * As in {@code status=503,retryAfter=2,times=3}: the name of a fault begins a fault and may have its first
     * parameter with it, other names are further parameters of it or say when and where.
     */
    public static FaultRule parse(String text) {
        Map<String, Object> rule = new LinkedHashMap<>();
        List<Map<String, Object>> faults = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = part.split("=", 2)[0];
            boolean hasValue = name.length() < part.length();
            String value = hasValue ? part.substring(name.length() + 1) : "true";
            Map<String, Object> to;
            if (WHEN.contains(name) || name.equals(Endpoint.FIELD)) {
                to = rule;
            } else if (NAMES.contains(name)) {
                to = new LinkedHashMap<>(Map.of("fault", name));
                faults.add(to);
            } else if (faults.isEmpty()) {
                throw unknown(name);
            } else {
                to = faults.get(faults.size() - 1);
            }
            boolean isNew = (!hasValue && to != rule && NAMES.contains(name)) || to.putIfAbsent(name, value) == null;
            if (!isNew) {
                throw new IllegalArgumentException("\"" + name + "\" is given twice");
            }
        }
        if (faults.isEmpty()) {
            throw unknown("");
        }
        rule.put("faults", faults);
        return of(Fields.text("field", rule));
    }

    public void addTo(Faults all) {
        Fault[] together = faults.toArray(Fault[]::new);
        if (times.isPresent()) {
            all.next(endpoint, together).times(times.getAsInt());
        } else {
            all.probability(endpoint, probability, together);
        }
    }

    private static Endpoint endpoint(Fields given) {
        String name = given.text(Endpoint.FIELD, Endpoint.SEGMENTS.written());
        return Stream.of(Endpoint.values())
                .filter(endpoint -> endpoint.written().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The field \"endpoint\" must be segments or token, not \"" + name + '"'));
    }

    private static Fault fault(Fields given) {
        String name = given.text("fault");
        return switch (name) {
            case "status" -> status(given);
            case "latency" ->
                Fault.latency(
                        given.time("latency", LONGEST),
                        given.has("jitter") ? given.time("jitter", LONGEST) : Duration.ZERO);
            case "drip" -> Fault.drip(given.whole("drip", 1, Integer.MAX_VALUE), given.time("pause", LONGEST));
            case "cutAfter" -> Fault.cutAfter(given.whole("cutAfter", 0, Integer.MAX_VALUE));
            case "disconnect" -> Fault.disconnect();
            case "stall" -> Fault.stall();
            case "invalidJson" -> Fault.invalidJson();
            case "html" -> Fault.html();
            case "redirect" -> Fault.redirect(uri(given.text("redirect")));
            case "emptyPage" -> Fault.emptyPage();
            case "repeatedToken" -> Fault.repeatedToken();
            case "nullToken" -> Fault.nullToken();
            case "emptyToken" -> Fault.emptyToken();
            case "hostileToken" -> Fault.hostileToken();
            case "rowWithoutId" -> Fault.rowWithoutId();
            case "unknownFields" -> Fault.unknownFields();
            case "unknownStatus" -> Fault.unknownStatus();
            case "expiredToken" -> Fault.expiredToken();
            case "gzip" -> Fault.gzip();
            case "deprecated" -> Fault.deprecated(given.instant("deprecated"), given.instant("sunset"));
            default -> throw unknown(name);
        };
    }

    /** The time to wait is a time or an instant, which alone holds a {@code :}. */
    private static Fault status(Fields given) {
        int status = given.whole("status", 400, 599);
        if (!given.has("retryAfter")) {
            return Fault.status(status);
        }
        return given.text("retryAfter").indexOf(':') < 0
                ? Fault.status(status, given.time("retryAfter", LONGEST))
                : Fault.status(status, given.instant("retryAfter"));
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
        return new IllegalArgumentException("There is no fault \"" + name + "\"; there is " + String.join(", ", NAMES));
    }
}
