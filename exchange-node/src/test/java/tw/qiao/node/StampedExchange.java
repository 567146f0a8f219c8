package tw.qiao.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.node.timestamp.AuthorityAddress;
import tw.qiao.node.timestamp.TimeStampAuthority;
import tw.qiao.node.timestamp.TimeStampServer;

/** An exchange with a time-stamp authority. */
final class StampedExchange implements AutoCloseable {
    static final String REST = "/A123456789?fields=name";

    final ExchangeFixture exchange;
    final X509Certificate certificate;
    private final TimeStampServer authority;
    private final HttpClient http = HttpClient.newHttpClient();

    StampedExchange(Path folder, Map<String, Duration> answersKept) {
        var stamps = TimeStampAuthority.open(folder.resolve("authority"), Clock.systemUTC());
        certificate = stamps.certificate();
        authority = TimeStampServer.start(stamps, 0);
        var address = new AuthorityAddress(authority.url(), certificate, Optional.empty());
        exchange = ExchangeFixture.stamped(folder, answersKept, List.of(address))
                .looking(ExchangeFixture.QUICK)
                .startAll();
    }

    /** The id of an exchange that has just been made. */
    String exchangeOnce() {
        String gxId = exchange.newId();
        if (exchange.askPerson(gxId, REST).statusCode() != 200) {
            throw new IllegalStateException("The exchange failed");
        }
        return gxId;
    }

    /** From now on no authority answers. */
    void stopAuthority() {
        authority.close();
    }

    HttpResponse<byte[]> get(String code, String path) {
        var uri = URI.create("http://127.0.0.1:" + exchange.settings(code).consumerPort() + path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> asic(String gxId, String more) {
        return get("QIAO", "/asic?queryId=" + gxId + "&" + subsystem("QIAO", "portal") + more);
    }

    static String subsystem(String member, String code) {
        return "xRoadInstance=TW&memberClass=GOV&memberCode=" + member + "&subsystemCode=" + code;
    }

    byte[] bundle(String gxId) {
        return asic(gxId, "&force").body();
    }

    byte[] bundleOfProvider(String gxId, String more) {
        return get("RIS", "/asic?queryId=" + gxId + "&" + subsystem("RIS", "household") + "&force" + more)
                .body();
    }

    byte[] trust() {
        return get("QIAO", "/verificationconf").body();
    }

    @Override
    public void close() {
        exchange.close();
        authority.close();
    }
}
