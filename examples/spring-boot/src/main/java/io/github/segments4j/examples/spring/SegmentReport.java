package io.github.segments4j.examples.spring;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Prints the name of each segment. */
@SpringBootApplication
public class SegmentReport implements CommandLineRunner {
    private final SegmentsClient client;

    SegmentReport(SegmentsClient client) {
        this.client = client;
    }

    public static void main(String[] args) {
        SpringApplication.run(SegmentReport.class, args);
    }

    @Override
    public void run(String... args) {
        names().forEach(System.out::println);
    }

    List<String> names() {
        return client.list().stream().map(Segment::name).toList();
    }
}
