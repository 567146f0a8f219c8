package tw.qiao.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node on a disk that fails, by a library between the process and the system. */
class FailingDiskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Path library = Path.of("failing-disk.so");

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        assumeTrue(Path.of("/usr/bin/cc").toFile().canExecute(), "No C compiler (cc) to make a failing disk with");
        Path source = folder.resolve("failing-disk.c");
        try (var in = Objects.requireNonNull(FailingDiskTest.class.getResourceAsStream("failing-disk.c"))) {
            Files.copy(in, source);
        }
        library = folder.resolve("failing-disk.so");
        var compiler = new ProcessBuilder(
                        "/usr/bin/cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO 0", "EIO 7", "ENOSPC 3", "EROFS 2"})
    void refusesWhileTheDiskFailsAndLosesNothingThatWasAnswered(String fault, @TempDir Path folder) throws Exception {
        Path control = folder.resolve("fault");
        var environment = Map.of(
                "LD_PRELOAD", library.toString(),
                "QIAO_DISK_HOME", BrokenExchange.providersHome(folder).toString(),
                "QIAO_DISK_FAULT", control.toString());
        try (var exchange = new BrokenExchange(folder, environment);
                var driver = new Driver(exchange.consumerPort)) {
            driver.awaitAnswer(PATIENCE);
            Files.writeString(control, fault);
            awaitFailing(exchange);
            int told = driver.acknowledged().size();
            Thread.sleep(1000);

            assertThat(driver.acknowledged()).as("told without evidence").hasSizeLessThan(told + 2);
            assertThat(driver.refusals()).contains("server.serverproxy.logging_failed");

            Files.delete(control);
            exchange.provider.kill();
            exchange.provider.start();
            assertThat(driver.awaitAnswer(PATIENCE)).isLessThan(PATIENCE.toMillis());
            driver.finish();
            Thread.sleep(3000);
            exchange.providerLog.follow();

            assertThat(driver.acknowledged())
                    .hasSizeGreaterThan(told)
                    .allMatch(each -> exchange.providerLog.has(each.gxId()));
            assertThat(driver.wrong()).isEqualTo("{}");
            assertThat(exchange.providerLog.forks()).isZero();
            assertThat(exchange.system.changedTwice()).isZero();
        }
    }

    private static void awaitFailing(BrokenExchange exchange) throws IOException, InterruptedException {
        HttpResponse<String> health = health(exchange);
        for (int i = 0; i < 100 && health.statusCode() != 503; i++) {
            Thread.sleep(100);
            health = health(exchange);
        }
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("failing");
    }

    private static HttpResponse<String> health(BrokenExchange exchange) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(exchange.healthOfProvider).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
