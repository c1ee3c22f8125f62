/** An embedded, stateful stand-in for the Amperity segments API. */
module io.github.segments4j.sandbox {
  requires jdk.httpserver;
  requires static org.jspecify;

  exports io.github.segments4j.sandbox;
}
