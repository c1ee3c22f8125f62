/** A rate limiter that processes on many machines share through Redis. */
// Lettuce publishes automatic modules only.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
@org.jspecify.annotations.NullMarked
module io.github.segments4j.redis {
    requires transitive io.github.segments4j;
    requires transitive lettuce.core;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.github.segments4j.redis;
}
