package io.github.segments4j.matrix;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** The smallest application of Spring Boot. */
@SpringBootConfiguration
class Application {
    record Greeting(String text) {}

    @Bean
    Greeting greeting() {
        return new Greeting("Hello");
    }
}
