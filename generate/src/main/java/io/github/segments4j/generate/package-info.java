/** {@code segments generate}: makes a client in another language from a contract that declares its paging. */
@NullMarked
package io.github.segments4j.generate;

import org.jspecify.annotations.NullMarked;
