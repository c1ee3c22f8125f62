package io.github.segments4j.generate;

import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openapitools.codegen.ClientOptInput;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.config.GlobalSettings;

/**
 * Generates the client of a contract in one language.
 *
 * @param openapi the folder {@code openapi} of a clone, with the settings, templates and sources of each language
 */
public record Generator(Path openapi) {
    /**
     * Generates a client.
     *
     * @param language the name of a file in {@code generators/}
     * @param contract the OpenAPI document
     * @param output the folder to write; files in it that are not generated stay
     * @throws IOException if a file can't be read or written
     * @throws IllegalArgumentException if the document is not valid; the message says why
     */
    public void generate(String language, Path contract, Path output) throws IOException {
        Path settings = Files.createTempFile("settings", ".yaml");
        try {
            Files.writeString(settings, new Settings(openapi, language).text(Document.read(contract)));
            CodegenConfigurator configurator = CodegenConfigurator.fromFile(settings.toString());
            configurator.setInputSpec(contract.toString());
            configurator.setTemplateDir(openapi.toString());
            configurator.setOutputDir(output.toString());
            // In some languages, an operation with two tags would be declared twice.
            configurator.addOpenapiNormalizer("KEEP_ONLY_FIRST_TAG_IN_OPERATION", "true");
            run(configurator, GeneratorInput.of(Document.model(contract), language));
        } finally {
            Files.delete(settings);
        }
    }

    /** Synchronized: the generator has global settings, and prints an advertisement to stdout. */
    @SuppressWarnings("deprecation") // getConfig: nothing else knows the types of the language
    private static synchronized void run(CodegenConfigurator configurator, OpenAPI contract) {
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            ClientOptInput input = configurator.toClientOptInput().openAPI(contract);
            RowTypes.name(contract, input.getConfig());
            new DefaultGenerator().opts(input).generate();
        } finally {
            System.setOut(stdout);
            GlobalSettings.reset();
        }
    }
}
