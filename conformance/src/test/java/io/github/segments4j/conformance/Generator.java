package io.github.segments4j.conformance;

import java.nio.file.Path;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.config.GlobalSettings;

/** Makes clients as the build does, from the same settings, in this process. */
final class Generator {
    static final Path CONTRACT = Path.of("../openapi/segments.yaml");

    private static final Path OPENAPI = Path.of("../openapi");
    private static final Path CLIENT = Path.of("../client");

    private Generator() {}

    /** As {@code ./segments generate}. */
    static void generate(String language, Path contract, Path output) {
        CodegenConfigurator settings = CodegenConfigurator.fromFile(
                OPENAPI.resolve("generators/" + language + ".yaml").toString());
        generate(settings, contract, OPENAPI.resolve("templates"), output);
    }

    /** As client/pom.xml, but with every model. */
    static void generateJavaClient(Path contract, Path output) {
        CodegenConfigurator settings =
                CodegenConfigurator.fromFile(CLIENT.resolve("generator.yaml").toString());
        settings.setGeneratorName("java");
        generate(settings, contract, CLIENT.resolve("templates"), output);
    }

    /** One at a time: the generator has settings that are global. */
    private static synchronized void generate(
            CodegenConfigurator settings, Path contract, Path templates, Path output) {
        settings.setInputSpec(contract.toString());
        settings.setTemplateDir(templates.toString());
        settings.setOutputDir(output.toString());
        new DefaultGenerator().opts(settings.toClientOptInput()).generate();
        GlobalSettings.reset();
    }
}
