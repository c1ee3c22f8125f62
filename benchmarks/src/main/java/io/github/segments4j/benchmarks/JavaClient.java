package io.github.segments4j.benchmarks;

/** The ways to list from Java that are compared. */
enum JavaClient {
    OURS(Figure.OURS),
    OURS_READING_AHEAD(Figure.OURS + ", read-ahead"),
    OURS_TO_CSV(Figure.OURS + ", to a CSV file"),
    STREAMING("java.net.http, Jackson streaming"),
    DATABIND("java.net.http, Jackson databind"),
    FEIGN("generated, feign"),
    NATIVE("generated, native"),
    OKHTTP("generated, okhttp-gson"),
    REST_CLIENT("generated, restclient");

    final String title;

    JavaClient(String title) {
        this.title = title;
    }

    Lister open(Target target) {
        return switch (this) {
            case OURS -> new SegmentsLister(SegmentsLister.builder(target), 0);
            case OURS_READING_AHEAD -> new SegmentsLister(SegmentsLister.builder(target), 1);
            case OURS_TO_CSV -> new CsvLister(SegmentsLister.builder(target));
            case STREAMING -> new StreamingLister(new JdkRequest(target));
            case DATABIND -> new DatabindLister(new JdkRequest(target));
            case FEIGN -> new StockFeignLister(target);
            case NATIVE -> new StockNativeLister(target);
            case OKHTTP -> new StockOkHttpLister(target);
            case REST_CLIENT -> new StockRestClientLister(target);
        };
    }
}
