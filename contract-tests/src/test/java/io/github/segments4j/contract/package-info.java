/** The contract, Prism, the sandbox and the client, held against each other. */
@NullMarked
package io.github.segments4j.contract;

import org.jspecify.annotations.NullMarked;
