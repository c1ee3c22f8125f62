package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.report.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contenders in other languages, from {@code benchmarks/peers}. */
enum Script {
    DOCUMENTED("Python, as documented, to a CSV file", "list_to_csv.py", "requests"),
    PYTHON("Python, the same without the file", "list.py", "requests"),
    SESSION("Python, and with a requests.Session", "list_session.py", "requests"),
    NODE("Node, fetch", "list.mjs", ""),
    DLT("dlt, REST source", "list_dlt.py", "dlt"),
    PYTHON_COMMAND("Python, requests", "once.py", "requests"),
    NODE_COMMAND("Node, fetch", "once.mjs", "");

    /** The project's folder. */
    static final Path PROJECT = Path.of(System.getProperty("segments.root", ".."));

    private final String who;
    private final String file;

    /** The module that a Python script needs; empty for Node. */
    private final String module;

    Script(String who, String file, String module) {
        this.who = who;
        this.file = file;
        this.module = module;
    }

    /** Those that this machine can run. The session names the others. */
    static List<Script> installed(Session session, Script... scripts) throws InterruptedException {
        List<Script> installed = new ArrayList<>();
        for (Script script : scripts) {
            if (script.isInstalled()) {
                installed.add(script);
            } else {
                session.missing(script.who);
            }
        }
        return installed;
    }

    private boolean isInstalled() throws InterruptedException {
        String find = "import importlib.util, sys; sys.exit(importlib.util.find_spec('" + module + "') is None)";
        return module.isEmpty() ? Child.succeeds("node", "-e", "fetch") : Child.succeeds("python3", "-c", find);
    }

    /** The name in the tables. */
    String who() {
        return who;
    }

    ProcessBuilder command(Target target, String... args) {
        String path = PROJECT.resolve("benchmarks/peers").resolve(file).toString();
        List<String> command = new ArrayList<>(List.of(module.isEmpty() ? "node" : "python3", path));
        command.addAll(List.of(target.baseUrl(), target.tenant(), target.accessToken()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    ListingProcess start(Target target, Map<String, String> environment) throws IOException {
        ProcessBuilder command = command(target);
        command.environment().putAll(environment);
        return new ListingProcess(who, Child.start(command));
    }
}
