package io.github.segments4j;

import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Decompresses the body of a response. */
final class ResponseBody {
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private ResponseBody() {}

    /** Reads the body, decompressed where it is gzip: at most {@code limit} bytes of it. */
    static byte[] read(Response response, int limit) throws IOException {
        String encoding =
                new ResponseHeaders(response.headers()).text("content-encoding").toLowerCase(Locale.ROOT);
        try (InputStream sent = response.body().asInputStream();
                InputStream body = GZIP.contains(encoding) ? new GZIPInputStream(sent) : sent) {
            return body.readNBytes(limit);
        }
    }
}
