package io.github.segments4j;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import feign.TypedResponse;
import java.util.function.Supplier;

/**
 * Checks that Feign and Jackson are new enough. Their versions are often set by another library or a platform, and an
 * older one would fail later, in the middle of a listing.
 */
final class Libraries {
    private Libraries() {}

    /**
     * Looks for a class of each library that came with the oldest supported version.
     *
     * @throws IllegalStateException if there is none; the message says which version to use
     */
    static void check() {
        require(() -> TypedResponse.class, "Feign", "io.github.openfeign:feign-core", "13.1");
        // Earlier versions limit neither the depth of a body nor the length of its numbers.
        require(() -> StreamConstraintsException.class, "Jackson", "com.fasterxml.jackson:jackson-bom", "2.15.0");
    }

    private static void require(Supplier<Class<?>> recentClass, String library, String artifact, String oldest) {
        try {
            Class<?> unused = recentClass.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    library + " on the class path is too old: set " + artifact + " to " + oldest
                            + " or later in your build",
                    e);
        }
    }
}
