package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.timestamp.AuthorityAddress;
import tw.qiao.node.timestamp.TimeStampAuthority;
import tw.qiao.node.timestamp.TimeStampServer;
import tw.qiao.verifier.Report.Kind;
import tw.qiao.verifier.Verifier;

/** What a member can prove of an exchange to somebody who asks no node. */
class EvidenceBundleTest {
    private static final String REST = "/A123456789?fields=name";

    @TempDir
    static Path folder;

    private static TimeStampServer authority;
    private static ExchangeFixture exchange;

    @BeforeAll
    static void start() {
        var stamps = TimeStampAuthority.open(folder.resolve("authority"), Clock.systemUTC());
        authority = TimeStampServer.start(stamps, 0);
        exchange = ExchangeFixture.stampedBy(
                        folder, List.of(new AuthorityAddress(authority.url(), stamps.certificate(), Optional.empty())))
                .startAll();
    }

    @AfterAll
    static void stop() {
        exchange.close();
        authority.close();
    }

    private static HttpResponse<byte[]> get(String path) {
        var uri = URI.create("http://127.0.0.1:" + exchange.settings("QIAO").consumerPort() + path);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String asic(String gxId) {
        return "/asic?queryId=" + gxId + "&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=portal&force";
    }

    @Test
    void provesAnExchangeToAStranger() throws IOException {
        String gxId = exchange.newId();
        assertThat(exchange.askPerson(gxId, REST).statusCode()).isEqualTo(200);

        var bundle = get(asic(gxId));
        var trust = get("/verificationconf");

        assertThat(bundle.statusCode()).isEqualTo(200);
        Path file = Files.write(folder.resolve("bundle.asics"), bundle.body());
        Path trusted = Files.write(folder.resolve("verificationconf.zip"), trust.body());
        assertThat(Verifier.run(file, Optional.of(trusted), new PrintStream(System.out, true)))
                .isEqualTo(Verifier.PROVES);
        var report = Verifier.verify(bundle.body(), trust.body());
        assertThat(report.says(Kind.PROVED, "agree.response")).isTrue();
        assertThat(report.says(Kind.PROVED, "stamp.bundle")).isTrue();
    }
}
