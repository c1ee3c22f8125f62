package io.github.segments4j;

import java.util.Optional;
import java.util.OptionalInt;

/** What to ask of the endpoint for one page. */
record PageRequest(Optional<String> token, OptionalInt limit, boolean withTotal) {}
