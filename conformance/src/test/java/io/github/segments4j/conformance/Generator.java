package io.github.segments4j.conformance;

import java.nio.file.Path;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Makes a client as {@code ./segments generate} does, from the same settings, in this process. */
final class Generator {
  static final Path CONTRACT = Path.of("../openapi/segments.yaml");

  private static final Path OPENAPI = Path.of("../openapi");

  private Generator() {}

  /** One at a time: the generator has settings that are global. */
  static synchronized void generate(String language, Path contract, Path output) {
    CodegenConfigurator settings = CodegenConfigurator.fromFile(
        OPENAPI.resolve("generators/" + language + ".yaml").toString());
    settings.setInputSpec(contract.toString());
    settings.setTemplateDir(OPENAPI.resolve("templates").toString());
    settings.setOutputDir(output.toString());
    new DefaultGenerator().opts(settings.toClientOptInput()).generate();
  }
}
