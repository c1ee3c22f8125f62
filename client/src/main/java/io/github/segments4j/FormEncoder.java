package io.github.segments4j;

import feign.RequestTemplate;
import feign.codec.Encoder;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the fields of a form, the one kind of body that the contract knows. */
final class FormEncoder implements Encoder {
  @Override
  public void encode(Object fields, Type type, RequestTemplate template) {
    String form = ((Map<?, ?>) fields)
        .entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    template.body(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }
}
