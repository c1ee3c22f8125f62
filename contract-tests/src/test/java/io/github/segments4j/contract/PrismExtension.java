package io.github.segments4j.contract;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts what the first test asks for; JUnit closes it after the last test of the run. */
final class PrismExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PrismExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Boolean.getBoolean("skipPrism") ? disabled("-DskipPrism") : enabled("Prism is not skipped");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Prism.class || type == ProxiedSandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        if (parameter.getParameter().getType() == Prism.class) {
            return store.getOrComputeIfAbsent(Prism.class, key -> Prism.mock(Prism.CONTRACT), Prism.class);
        }
        ProxiedSandbox proxied =
                store.getOrComputeIfAbsent(ProxiedSandbox.class, key -> ProxiedSandbox.start(), ProxiedSandbox.class);
        proxied.sandbox().reset();
        return proxied;
    }
}
