package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.HttpLogSource;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.node.restoration.LostLog;
import tw.qiao.node.settings.NodeSettings;

/** How a node gets back the log that it lost. */
class LostLogTest extends WitnessedNodes {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private LostLog lost(Path home) {
        return new LostLog(home, exchange.clock);
    }

    private PrintStream out() {
        return new PrintStream(printed, true, UTF_8);
    }

    private void describe(Path home) throws IOException {
        Files.createDirectories(home);
        Files.write(
                home.resolve(NodeSettings.FILE),
                CanonicalJson.bytes(Map.of(
                        "member",
                        "TW/GOV/RIS",
                        "registry",
                        "registry.json",
                        "registryKey",
                        exchange.registryKey.verificationKey().base64())));
    }

    private Path mirrorOf(String code) {
        var keys =
                exchange.keys(code).address("https://127.0.0.1:1", origin(code)).logNoteKeys();
        var into = folder.resolve("mirror-" + code);
        Mirror.open(into, origin(code), keys)
                .update(
                        new HttpLogSource(
                                HttpClient.newHttpClient(), uri(code, "/log/").toString(), Duration.ofSeconds(5)),
                        Duration.ofMinutes(1));
        return into;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void refusesToBeginAnotherLogInThePlaceOfALostOne() throws IOException {
        exchange.stop("RIS");
        delete(exchange.settings("RIS").home().resolve("log"));

        assertThatThrownBy(() -> exchange.start("RIS"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("evidence_lost"))
                .hasMessageContaining("restore-log");
    }

    @Test
    void goesOnWithALogThatWasRestoredFromAMirror() throws IOException {
        String gxId = exchange.newId();
        assertThat(exchange.askPerson(gxId, REST).statusCode()).isEqualTo(200);
        exchange.askPerson("/A123456789?fields=address");
        await(() -> sizeShown("RIS") == 4);
        var mirror = mirrorOf("RIS");
        exchange.stop("RIS");
        Path home = exchange.settings("RIS").home();
        delete(home.resolve("log"));
        describe(home);

        int code = lost(home).restoreFromFolder(mirror, out());

        assertThat(printed.toString(UTF_8))
                .contains("已由鏡像重建證據日誌：4 筆")
                .contains("made again from the mirror: 4 entries");
        assertThat(code).isEqualTo(LostLog.RESTORED);
        assertThat(home.resolve("log.mirror")).doesNotExist();
        exchange.start("RIS");
        exchangeOnce();
        assertThat(exchange.health("RIS")).contains("\"entries\":6").doesNotContain("\"state\":\"failing\"");
        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));
        assertThat(evidence.path("sides").size()).isEqualTo(2);
        assertThat(evidence.path("missing").size()).isZero();
    }

    @Test
    void takesTheFilesFromAnAddressToo() throws IOException {
        exchangeOnce();
        await(() -> sizeShown("RIS") == 2);
        Path home = folder.resolve("again");
        describe(home);
        for (String key : List.of("log.pem", "log-ml-dsa.pem")) {
            Files.copy(exchange.settings("RIS").home().resolve(key), home.resolve(key));
        }

        int code = lost(home).restoreFromAddress(uri("RIS", "/log").toString(), out());

        assertThat(code).isEqualTo(LostLog.RESTORED);
        assertThat(home.resolve("log/checkpoint")).exists();
    }

    @Test
    void changesNothingWhereALogIs() throws IOException {
        exchangeOnce();
        await(() -> sizeShown("RIS") == 2);
        var mirror = mirrorOf("RIS");
        Path home = exchange.settings("RIS").home();
        describe(home);

        int code = lost(home).restoreFromFolder(mirror, out());

        assertThat(code).isEqualTo(LostLog.REFUSED);
        assertThat(printed.toString(UTF_8)).contains("已有資料，未做任何更動").contains("move that folder away");
        exchangeOnce();
    }

    @Test
    void believesNoMirrorOfAnotherLogNorAnEmptyOne() throws IOException {
        exchangeOnce();
        await(() -> sizeShown("QIAO") == 2);
        var mirror = mirrorOf("QIAO");
        exchange.stop("RIS");
        Path home = exchange.settings("RIS").home();
        delete(home.resolve("log"));
        describe(home);

        assertThat(lost(home).restoreFromFolder(mirror, out())).isEqualTo(LostLog.REFUSED);
        assertThat(printed.toString(UTF_8)).contains("另一本帳").contains("a mirror of another log");
        assertThat(lost(home).restoreFromFolder(folder.resolve("nowhere"), out()))
                .isEqualTo(LostLog.REFUSED);
        assertThat(printed.toString(UTF_8)).contains("cannot be read: The log shows no checkpoint");
        Files.delete(home.resolve("log.pem"));
        assertThat(lost(home).restoreFromFolder(mirror, out())).isEqualTo(LostLog.REFUSED);
        assertThat(printed.toString(UTF_8)).contains("There is no log.pem");
        assertThat(home.resolve("log")).doesNotExist();
    }
}
