package io.github.segments4j.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A request as it goes over the wire (RFC 9112). */
record RequestMessage(
        HttpRequest request, Route route, @Nullable String proxyAuthorization) {
    byte[] toBytes() {
        URI uri = URI.create(request.uri().toASCIIString());
        StringBuilder head = new StringBuilder(request.method())
                .append(' ')
                .append(route.sendsWholeAddress() ? "http://" + route.authority() : "")
                .append(target(uri))
                .append(" HTTP/1.1\r\n");
        append(head, "Host", route.authority());
        if (route.sendsWholeAddress() && proxyAuthorization != null) {
            append(head, "Proxy-Authorization", proxyAuthorization);
        }
        request.headers().map().forEach((name, values) -> values.forEach(value -> append(head, name, value)));
        byte[] body = request.bodyPublisher().map(RequestMessage::bytes).orElse(new byte[0]);
        if (request.bodyPublisher().isPresent()) {
            append(head, "Content-Length", String.valueOf(body.length));
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    /** Without headers and body, which hold secrets. */
    @Override
    public String toString() {
        return request.toString();
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] bytes(HttpRequest.BodyPublisher body) {
        HttpResponse.BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                bytes.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                bytes.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable failure) {
                bytes.onError(failure);
            }

            @Override
            public void onComplete() {
                bytes.onComplete();
            }
        });
        return bytes.getBody().toCompletableFuture().join();
    }
}
