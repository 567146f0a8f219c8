package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;

class StoppedServeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void leavesNoDatabaseBehindWhenItIsStopped() throws Exception {
        Path data = PreparedFolder.at(folder.resolve("var"));
        Process serving = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Qiao.class.getName(),
                        "warehouse",
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(FreePort.find()),
                        "--rest-port",
                        Integer.toString(FreePort.find()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = serving.inputReader()) {
            while (!String.valueOf(said.readLine()).contains("Ctrl+C")) {
                assertThat(serving.isAlive()).isTrue();
            }
            long postgres = Long.parseLong(Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                    .getFirst());
            assertThat(ProcessHandle.of(postgres)).isPresent();

            serving.destroy();

            assertThat(serving.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive))
                    .isEmpty();
        } finally {
            serving.destroyForcibly();
        }
    }
}
