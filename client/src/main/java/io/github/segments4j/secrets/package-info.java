/** Masks secrets, in the client and in the {@code segments} command. It is not exported to others. */
package io.github.segments4j.secrets;
