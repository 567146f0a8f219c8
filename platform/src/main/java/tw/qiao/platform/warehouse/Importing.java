package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.feeds.ImportProcess;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.disk.Folders;
import tw.qiao.platform.warehouse.FileImport.State;

/** Imports files that people sent, one after the other, each in a process of its own. */
@Service
class Importing {
    private static final Logger LOG = LoggerFactory.getLogger(Importing.class);
    private static final int MINUTES = 20;

    private final FileImports imports;
    private final WarehouseProperties properties;
    private final Path folder;
    private final Semaphore turn = new Semaphore(1, true);

    Importing(FileImports imports, WarehouseProperties properties, @Value("${qiao.data:var}") Path data) {
        this.imports = imports;
        this.properties = properties;
        this.folder = data.resolve("warehouse-imports").toAbsolutePath();
    }

    /** Where the file of an import lies, under the name that it came with, because names say which batch it is. */
    Path file(UUID id, String name) {
        return folder.resolve(id.toString()).resolve(name);
    }

    /** Begins to import a file that was sent and returns at once; nothing happens when it began before. */
    void begin(FileImport one) {
        if (imports.move(one.id(), State.SENT, State.RUNNING)) {
            Thread.ofVirtual().name("import-" + one.id()).start(() -> run(one));
        }
    }

    /** Removes a file that nobody wants to import. */
    void drop(FileImport one) {
        if (imports.move(one.id(), State.SENT, State.DROPPED)) {
            remove(one.id());
        }
    }

    private void run(FileImport one) {
        turn.acquireUninterruptibly();
        try {
            String report = report(one);
            boolean failed = CanonicalJson.MAPPER.readTree(report).has("problem");
            imports.ended(one, failed ? State.FAILED : State.DONE, report);
        } catch (IOException | RuntimeException failure) {
            LOG.error("An import failed", failure);
            imports.ended(one, State.FAILED, problem("The import ended before it was done"));
        } finally {
            turn.release();
            remove(one.id());
        }
    }

    private String report(FileImport one) throws IOException {
        Path scratch =
                Files.createDirectories(folder.resolve(one.id().toString()).resolve("scratch"));
        Process process = new ProcessBuilder(command(scratch))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(CanonicalJson.MAPPER.writeValueAsBytes(request(one, scratch)));
        }
        Thread.ofVirtual().start(() -> killWhenTooSlow(process));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String last = said.substring(said.lastIndexOf('\n') + 1);
        return isJson(last) ? last : problem("The import ended before it was done");
    }

    private static boolean isJson(String text) {
        try {
            return CanonicalJson.MAPPER.readTree(text).isObject();
        } catch (JacksonException broken) {
            return false;
        }
    }

    private static void killWhenTooSlow(Process process) {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(Path scratch) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=Asia/Taipei",
                "-Djava.io.tmpdir=" + scratch));
        line.addAll(properties.program(ImportProcess.class.getName()));
        return line;
    }

    private ObjectNode request(FileImport one, Path scratch) {
        return CanonicalJson.MAPPER
                .createObjectNode()
                .put("catalogue", properties.catalogue())
                .put("user", properties.user())
                .put("password", properties.password())
                .put("tables", properties.tables().toString())
                .put("scratch", scratch.toString())
                .put("quarantine", properties.quarantine().toString())
                .put("feed", one.feed())
                .put("file", file(one.id(), one.file()).toString());
    }

    private static String problem(String message) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        told.putObject("problem").put("code", "import_failed").put("message", message);
        return CanonicalJson.MAPPER.writeValueAsString(told);
    }

    private void remove(UUID id) {
        try {
            Folders.delete(folder.resolve(id.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
