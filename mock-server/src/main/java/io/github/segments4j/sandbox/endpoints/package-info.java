/** The API as the vendor documents it: listing segments, exchanging an API key for an access token, errors. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.endpoints;
