package io.github.segments4j.dist;

import io.github.segments4j.cli.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the files of {@code share/}: what shells and {@code man} read about the command. */
public final class Share {
    private Share() {}

    /**
     * Writes the files.
     *
     * @param args the folder {@code share}
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        CommandLine segments = Segments.model();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("completion/segments.bash", AutoComplete.bash("segments", segments));
        files.put("completion/_segments", ZshCompletion.of(segments));
        files.put("completion/segments.fish", FishCompletion.of(segments));
        files.put("man/man1/segments.1", ManualPage.of(segments));
        for (CommandLine command : segments.getSubcommands().values()) {
            files.put("man/man1/segments-" + command.getCommandName() + ".1", ManualPage.of(command));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = Path.of(args[0], file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
