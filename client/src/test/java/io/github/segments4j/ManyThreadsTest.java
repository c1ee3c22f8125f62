package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.model.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One client, many threads, and a server that revokes tokens, refuses to issue new ones for a while, and fails. */
class ManyThreadsTest {
    private static final int THREADS = 10;
    private static final int ROUNDS = 15;
    private static final int PAGES = 8;

    private final FakeTime time = new FakeTime();

    @Test
    void everyListingIsCompleteWhateverTheOtherThreadsAreAt() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            MoodyServer moody = new MoodyServer();
            server.otherwise = exchange -> moody.answer(
                            exchange.getRequestURI().getPath(),
                            String.valueOf(exchange.getRequestURI().getQuery()),
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))
                    .to(exchange);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try (SegmentsClient client = new SegmentsClientBuilder(name -> null, time)
                    .tenant("acme")
                    .apiKey("id", "a-client-secret")
                    .baseUrl(server.url())
                    .attempts(100)
                    .deadline(Duration.ofHours(24))
                    .build()) {
                List<Callable<List<String>>> listings = IntStream.range(0, THREADS)
                        .mapToObj(number -> (Callable<List<String>>) () -> names(client, number % 3))
                        .toList();
                for (int round = 0; round < ROUNDS; round++) {
                    moody.revokeSoon();
                    for (Future<List<String>> listing : threads.invokeAll(listings)) {
                        assertThat(listing.get())
                                .isEqualTo(IntStream.range(0, PAGES)
                                        .mapToObj(String::valueOf)
                                        .toList());
                    }
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(moody.revocations).isEqualTo(ROUNDS);
        }
    }

    private static List<String> names(SegmentsClient client, int readAhead) {
        List<String> names = new ArrayList<>();
        for (Segment segment : client.list(ListOptions.defaults().withReadAhead(readAhead))) {
            names.add(segment.name());
        }
        return names;
    }

    private static final class MoodyServer {
        private final Random random = new Random(7);
        private final Set<String> valid = new HashSet<>();
        private int issued;
        private int pagesUntilRevocation;
        int revocations;

        /** Once in a round: a call that meets two revoked tokens may fail. */
        synchronized void revokeSoon() {
            pagesUntilRevocation = 1 + random.nextInt(THREADS * PAGES / 2);
        }

        synchronized ScriptedServer.Answer answer(String path, String query, String authorization) {
            if (random.nextInt(10) == 0) {
                return json(503, "");
            }
            if (!path.endsWith("/segments")) {
                return random.nextInt(3) > 0 ? json(503, "") : json(200, issue());
            }
            if (!valid.contains(authorization)) {
                return json(401, "");
            }
            pagesUntilRevocation--;
            if (pagesUntilRevocation == 0) {
                revocations++;
                valid.clear();
            }
            int number = query.contains("next_token=") ? Integer.parseInt(query.replaceFirst(".*next_token=p", "")) : 0;
            return json(200, page(number == PAGES - 1 ? "" : "p" + (number + 1), String.valueOf(number)));
        }

        private String issue() {
            String token = "access-token-" + ++issued;
            valid.add("Bearer " + token);
            return "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";
        }
    }
}
