package io.github.segments4j.contract;

import static io.github.segments4j.contract.Difference.Kind.ADDED;
import static io.github.segments4j.contract.Difference.Kind.LOWERED;
import static io.github.segments4j.contract.Difference.Kind.RAISED;
import static io.github.segments4j.contract.Difference.Kind.REMOVED;

import io.github.segments4j.contract.Difference.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a change of the contract does to who uses the last release's. Breaking is all that no rule here calls
 * harmless, so that what nobody thought of fails the build rather than a consumer:
 *
 * <ul>
 *   <li>a request that was right is refused, or an answer lacks what it had;
 *   <li>a client that is generated anew refuses an answer that was right, such as one without a property that
 *       was optional, or one with a value that an enum does not have;
 *   <li>names or types of generated code change.
 * </ul>
 */
enum Severity {
    DOCUMENTATION,
    COMPATIBLE,
    BREAKING;

    private static final String OPERATION = "/paths/[^/]+/[^/]+";
    private static final String REQUEST = "(/schemas/requests/.*|" + OPERATION + "/(parameters|requestBody)/.*)";
    private static final String KEYWORD = "(?<!/(properties|parameters|headers|schemas|responses|required|enum))/";

    private record Rule(Severity severity, Set<Kind> kinds, Pattern where) {
        Rule(Severity severity, Set<Kind> kinds, String where) {
            this(severity, kinds, Pattern.compile(where));
        }

        boolean isFor(Difference difference) {
            return kinds.contains(difference.kind())
                    && where.matcher(difference.pointer()).matches();
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    DOCUMENTATION,
                    EnumSet.allOf(Kind.class),
                    ".*" + KEYWORD + "(description|summary|title|examples?|externalDocs)(/.*)?"),
            new Rule(DOCUMENTATION, EnumSet.allOf(Kind.class), "/tags.*|/info/(contact|license|termsOfService).*"),

            // Something more that nobody has to know.
            new Rule(COMPATIBLE, Set.of(ADDED), "/paths/[^/]+|" + OPERATION),
            new Rule(COMPATIBLE, Set.of(ADDED), OPERATION + "/parameters/[^/]+"),
            new Rule(COMPATIBLE, Set.of(ADDED), OPERATION + "/responses/([45]\\d\\d|default)"),
            new Rule(COMPATIBLE, Set.of(ADDED), OPERATION + "/(responses/[^/]+|requestBody)/content/[^/]+"),
            new Rule(COMPATIBLE, Set.of(ADDED), OPERATION + "/responses/[^/]+/headers/[^/]+"),
            new Rule(COMPATIBLE, Set.of(ADDED), "/schemas/(requests|answers|unused)/[^/]+(/properties/[^/]+)?"),
            new Rule(COMPATIBLE, Set.of(ADDED), "/(servers|securitySchemes)/[^/]+"),

            // Something that no request and no answer depends on.
            new Rule(COMPATIBLE, EnumSet.allOf(Kind.class), ".*" + KEYWORD + "(deprecated|x-[^/]+(/.*)?)"),

            // A request may do more.
            new Rule(COMPATIBLE, Set.of(REMOVED), "(" + OPERATION + "|/schemas/requests/.*)/required/[^/]+"),
            new Rule(
                    COMPATIBLE,
                    Set.of(REMOVED),
                    REQUEST + KEYWORD + "((min|max)(imum|Length|Items|Properties)|pattern|multipleOf|uniqueItems"
                            + "|additionalProperties)"),
            new Rule(COMPATIBLE, Set.of(LOWERED), REQUEST + KEYWORD + "min(imum|Length|Items|Properties)"),
            new Rule(COMPATIBLE, Set.of(RAISED), REQUEST + KEYWORD + "max(imum|Length|Items|Properties)"),
            new Rule(COMPATIBLE, Set.of(ADDED), REQUEST + "/enum/[^/]+"),
            new Rule(COMPATIBLE, Set.of(ADDED), REQUEST + KEYWORD + "nullable"));

    static Severity of(Difference difference) {
        return RULES.stream()
                .filter(rule -> rule.isFor(difference))
                .map(Rule::severity)
                .findFirst()
                .orElse(BREAKING);
    }
}
