package io.github.segments4j;

import java.io.PrintWriter;
import java.io.StringWriter;

class SecrecyTest {
  static String text(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text + " " + error;
  }
}
