package io.github.segments4j.conformance;

import java.nio.file.Path;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.config.GlobalSettings;

/** Generates clients in this process, with the settings that the build uses. */
final class Generator {
    static final Path CONTRACT = Path.of("../openapi/segments.yaml");

    private static final Path OPENAPI = Path.of("../openapi");
    private static final Path CLIENT = Path.of("../client");

    private Generator() {}

    /** Generates the client that {@code ./segments generate} generates. */
    static void generate(String language, Path contract, Path output) {
        CodegenConfigurator settings = CodegenConfigurator.fromFile(
                OPENAPI.resolve("generators/" + language + ".yaml").toString());
        generate(settings, contract, OPENAPI.resolve("templates"), output);
    }

    /** Generates the interfaces of the Java client, and every model that is not its public row. */
    static void generateJavaClient(Path contract, Path output) {
        CodegenConfigurator settings = CodegenConfigurator.fromFile(
                CLIENT.resolve("generator-api.yaml").toString());
        settings.setGeneratorName("java");
        generate(settings, contract, CLIENT.resolve("templates"), output);
    }

    /** Synchronized: the generator has global settings. */
    private static synchronized void generate(
            CodegenConfigurator settings, Path contract, Path templates, Path output) {
        settings.setInputSpec(contract.toString());
        settings.setTemplateDir(templates.toString());
        settings.setOutputDir(output.toString());
        new DefaultGenerator().opts(settings.toClientOptInput()).generate();
        GlobalSettings.reset();
    }
}
