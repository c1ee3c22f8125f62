package io.github.segments4j;

/** A value from outside, made fit to stand in a message: short, quoted, on one line. */
final class Quoted {
  /** Long enough to recognise a token or a sentence, short enough for a line of a log; our choice. */
  private static final int MOST = 200;

  private Quoted() {}

  static String of(String value) {
    return '"' + plain(value) + '"';
  }

  /** The same without quotation marks, for a sentence of the server's. */
  static String plain(String value) {
    StringBuilder plain = new StringBuilder();
    value
        .codePoints()
        .limit(MOST)
        .forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return value.codePointCount(0, value.length()) > MOST ? plain + "…" : plain.toString();
  }
}
