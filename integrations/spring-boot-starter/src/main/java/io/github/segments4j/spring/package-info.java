/** Makes a {@link io.github.segments4j.SegmentsClient} a bean of Spring Boot 3.5 and 4, configured by properties. */
@NullMarked
package io.github.segments4j.spring;

import org.jspecify.annotations.NullMarked;
