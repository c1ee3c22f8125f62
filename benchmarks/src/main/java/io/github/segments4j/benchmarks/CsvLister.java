package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Ours into a CSV file, as the vendor's documented script makes one, by the library that the command has for it. */
final class CsvLister extends SegmentsLister {
    CsvLister(SegmentsClientBuilder set) {
        super(set, 0);
    }

    @Override
    public long list(int pageSize) throws IOException {
        long rows = 0;
        Path file = Files.createTempFile("segments", ".csv");
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180)) {
            csv.printRecord("id", "name", "status");
            for (Segment segment : client.list(ListOptions.pageSize(pageSize))) {
                csv.printRecord(segment.id(), segment.name(), segment.status());
                rows++;
            }
        } finally {
            Files.delete(file);
        }
        return rows;
    }
}
