package io.github.segments4j.conformance;

import io.github.segments4j.generate.Generator;
import java.io.IOException;
import java.nio.file.Path;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.config.GlobalSettings;

/** Generates clients in this process, with the settings that the build uses. */
final class Clients {
    static final Path CONTRACT = Path.of("../openapi/segments.yaml");

    private static final Path OPENAPI = Path.of("../openapi");
    private static final Path CLIENT = Path.of("../client");

    private Clients() {}

    /** Generates the client that {@code ./segments generate} generates. Synchronized: the generator has global settings. */
    static synchronized void generate(String language, Path contract, Path output) throws IOException {
        new Generator(OPENAPI).generate(language, contract, output);
    }

    /** Generates the interfaces of the Java client, and every model that is not its public row. */
    static synchronized void generateJavaClient(Path contract, Path output) {
        CodegenConfigurator settings = CodegenConfigurator.fromFile(
                CLIENT.resolve("generator-api.yaml").toString());
        settings.setGeneratorName("java");
        settings.setInputSpec(contract.toString());
        settings.setTemplateDir(CLIENT.resolve("templates").toString());
        settings.setOutputDir(output.toString());
        new DefaultGenerator().opts(settings.toClientOptInput()).generate();
        GlobalSettings.reset();
    }
}
