package io.github.segments4j.spring;

import org.jspecify.annotations.Nullable;

/** A setting of the client is missing or not allowed. {@link InvalidSettingFailureAnalyzer} shows it to the user. */
final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String setting;
    private final String action;

    /**
     * Creates an exception.
     *
     * @param setting the property, or the class of the bean that replaces it
     * @param problem what is wrong, without a secret
     * @param action what to do
     * @param cause the exception of the client's builder, if there is one
     */
    InvalidSettingException(String setting, String problem, String action, @Nullable Throwable cause) {
        super(problem, cause);
        this.setting = setting;
        this.action = action;
    }

    String setting() {
        return setting;
    }

    String action() {
        return action;
    }
}
