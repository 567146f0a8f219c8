package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.engine.OneTask;
import tw.qiao.kernel.CanonicalJson;

/** Gives a task to a process of its own, with limits of memory and time. */
@Component
class OneTaskProcess {
    private final WarehouseProperties properties;
    private final Path archives;

    OneTaskProcess(WarehouseProperties properties, @Value("${qiao.data:var}") Path data) {
        this.properties = properties;
        this.archives = data.toAbsolutePath();
    }

    /** What {@code program} answers to {@code asked}, as JSON; {@code problem} when it ended without an answer. */
    String run(Class<?> program, ObjectNode asked, Path scratch, Duration longest) throws IOException {
        Process process = new ProcessBuilder(command(program, scratch))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(CanonicalJson.MAPPER.writeValueAsBytes(asked));
        }
        Thread.ofVirtual().start(() -> killWhenTooSlow(process, longest));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String last = said.substring(said.lastIndexOf('\n') + 1);
        return isJson(last) ? last : interrupted();
    }

    /** What is told of work that ended without an answer. */
    static String interrupted() {
        return CanonicalJson.MAPPER.writeValueAsString(OneTask.problem(
                "task_interrupted",
                "處理中斷：檔案太大或系統重新啟動。請再試一次，或將檔案分割後再送。 The work ended before it was done: the file needs too"
                        + " much, or the system was started again. Try once more, or split the file"));
    }

    private static boolean isJson(String text) {
        try {
            return CanonicalJson.MAPPER.readTree(text).isObject();
        } catch (JacksonException broken) {
            return false;
        }
    }

    private static void killWhenTooSlow(Process process, Duration longest) {
        try {
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(Class<?> program, Path scratch) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                // the first process leaves its classes as they are in memory, so that others start in half the time
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archives.resolve(program.getSimpleName() + ".jsa"),
                "-XX:+DisplayVMOutputToStderr", // nothing but the answer may be on standard output
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=Asia/Taipei",
                "-Djava.io.tmpdir=" + scratch));
        line.addAll(properties.program(program.getName()));
        return line;
    }
}
