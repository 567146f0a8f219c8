package tw.qiao.platform.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.platform.support.TestPlatform;

/** The platform's evidence log as a stranger sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicLogTest {
    private static final int ENTRIES = 300;

    private TestPlatform platform;
    private PublicFiles files;

    @BeforeAll
    void start() {
        platform = TestPlatform.start();
        files = new PublicFiles(platform.address());
        EvidenceLog log = platform.bean(EvidenceLog.class);
        for (int i = 0; i < ENTRIES; i++) {
            log.append("test/" + i, entry(i));
        }
        log.checkpointNow();
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private static byte[] entry(int number) {
        return ("{\"entry\":" + number + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The checkpoint, under the name and key that the page shows. */
    private Checkpoint checkpoint() {
        var page = Jsoup.parse(text(files.get("/log").body()));
        String origin = page.select("#origin").text();
        String key = page.select("#key").text();
        assertThat(key).startsWith(origin + "+");
        byte[] typed = Base64.getDecoder().decode(key.substring(origin.length()).split("\\+", 3)[2]);
        return Checkpoint.verify(
                text(files.get("/log/checkpoint").body()),
                origin,
                VerificationKey.ofEd25519(Arrays.copyOfRange(typed, 1, typed.length)));
    }

    @Test
    void provesAnEntryFromItsPublicFilesAlone() {
        Checkpoint checkpoint = checkpoint();
        List<Hash> leaves = files.hashes(0, checkpoint.size());
        List<byte[]> entries = files.entries(checkpoint.size());

        assertThat(checkpoint.size()).isGreaterThanOrEqualTo(ENTRIES);
        assertThat(PublicFiles.root(leaves)).isEqualTo(checkpoint.root());
        assertThat(entries).hasSameSizeAs(leaves);
        for (int index : List.of(0, 1, 255, 256, 299)) {
            assertThat(entries.get(index)).isEqualTo(entry(index));
            assertThat(PublicFiles.prove(index, leaves).proves(entries.get(index), checkpoint.root()))
                    .isTrue();
            assertThat(PublicFiles.prove(index, leaves).proves(entry(7_000), checkpoint.root()))
                    .isFalse();
        }
        assertThat(files.hashes(1, checkpoint.size() / 256)).containsExactly(PublicFiles.root(leaves.subList(0, 256)));
    }

    @Test
    void letsEverythingButTheCheckpointBeCachedForEver() {
        var checkpoint = files.get("/log/checkpoint").headers();
        assertThat(checkpoint.firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(checkpoint.firstValue("Cache-Control")).contains("no-cache");

        for (String path : List.of("/log/tile/0/000", "/log/tile/entries/000", "/log/tile/0/001.p/44")) {
            var headers = files.get(path).headers();
            assertThat(headers.firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(headers.firstValue("Cache-Control")).contains("max-age=31536000, public, immutable");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
            assertThat(headers.firstValue("Pragma")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/",
                "/log/lock",
                "/log/Checkpoint",
                "/log/checkpoint/",
                "/log/checkpoint.new",
                "/log//checkpoint",
                "/log/./checkpoint",
                "/log/checkpoint;a=b",
                "/log/%63heckpoint",
                "/log/segment-0000000000",
                "/log/../keys/log.pem",
                "/log/%2e%2e/keys/log.pem",
                "/log/..%2fkeys%2flog.pem",
                "/log/..%5ckeys%5clog.pem",
                "/log/tile/0/%30%30%30",
                "/log/tile/0/../0/000",
                "/log/tile/0/000.p/256",
                "/log/tile/0/000.p/0",
                "/log/tile/0/0000",
                "/log/tile/0/x000/000",
                "/log/tile/0/002",
                "/log/tile/0/001",
                "/log/tile/00/000",
                "/log/tile/-1/000",
                "/log/tile/64/000",
                "/log/tile/entries/999"
            })
    void refusesEveryOtherName(String path) {
        var answer = files.get(path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(text(answer.body())).doesNotContain("PRIVATE KEY").doesNotContain("qiao.example/platform\n");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("no-store"))
                .doesNotContain("immutable");
    }

    @Test
    void showsNameAndKeyInBothLanguagesAndIsLinkedFromEveryPage() {
        var english = platform.visitor().open("/log?lang=en");

        assertThat(english.heading()).isEqualTo("The platform’s evidence log");
        assertThat(english.text()).contains("no names, numbers, addresses");
        assertThat(platform.visitor().open("/").document().select("footer a[href=/log]"))
                .hasSize(1);
    }
}
