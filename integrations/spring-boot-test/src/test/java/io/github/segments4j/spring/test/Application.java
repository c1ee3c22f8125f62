package io.github.segments4j.spring.test;

import io.github.segments4j.SegmentsClient;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with the starter and no properties. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Application {
    @Bean
    Names names(SegmentsClient client) {
        return new Names(client);
    }

    record Names(SegmentsClient client) {
        long count() {
            return client.list().stream().distinct().count();
        }
    }
}
