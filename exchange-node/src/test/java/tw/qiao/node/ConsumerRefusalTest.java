package tw.qiao.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.registry.Grant;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumerRefusalTest {
    private ExchangeFixture exchange;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder);
        exchange.grants.add(new Grant(
                "g-ended",
                ExchangeFixture.PORTAL,
                ExchangeFixture.PERSONS,
                Set.of("GET"),
                "/{national_id}",
                Set.of("ended-purpose"),
                "construction-industry-act-15",
                Set.of("name"),
                exchange.clock.instant().minus(Duration.ofDays(2)),
                exchange.clock.instant().minus(Duration.ofDays(1))));
        exchange.startAll();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    private String codeFor(String path, String... headers) {
        return ExchangeFixture.code(exchange.ask(path, headers));
    }

    private String codeForPurpose(String purpose) {
        return codeFor(
                "/r1/TW/GOV/RIS/household/persons/A123456789",
                "X-Road-Client",
                ExchangeFixture.PORTAL,
                "Gx-Purpose",
                purpose,
                "Gx-Basis",
                "construction-industry-act-15");
    }

    /** Sends what an HTTP client would not. */
    private String sendRaw(String path) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), exchange.settings("QIAO").consumerPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Road-Client: "
                    + ExchangeFixture.PORTAL
                    + "\r\nGx-Purpose: construction-firm-registration\r\nGx-Basis: construction-industry-act-15\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/r1/TW/GOV/RIS/household/persons/A1%2fB",
                "/r1/TW/GOV/RIS/household/persons/%2e%2e/statuses",
                "/r1/TW/GOV/RIS/household/persons/../statuses",
                "/r1/TW/GOV/RIS/household/persons/%252e%252e",
                "/r1/TW/GOV/RIS/household/persons/A1\\B",
                "/r1/TW/GOV/RIS/household/persons/A1%5cB",
                "/r1/TW/GOV/RIS/household//persons/A1",
                "/r1/TW/GOV/RIS/household/persons/A1;v=1",
                "/r1/TW/GOV/RIS/household/persons/A1%00",
                "/r1/TW/GOV/RIS/household/persons/A1#x",
                "http://127.0.0.1/r1/TW/GOV/RIS/household/persons/A1"
            })
    void refusesPathTricksAndRecordsThem(String path) throws IOException {
        int before = exchange.entries("QIAO");

        String answer = sendRaw(path);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("client.invalid_request");
        assertThat(exchange.entries("QIAO")).isNotEqualTo(before);
    }

    @Test
    void refusesARequestWithoutClient() {
        assertThat(codeFor("/r1/TW/GOV/RIS/household/persons/A1")).isEqualTo("client.missing_header_field");
    }

    @Test
    void refusesAClientThatIsNotOfThisNodesMember() {
        assertThat(codeFor(
                        "/r1/TW/GOV/RIS/household/persons/A1",
                        "X-Road-Client",
                        "TW/GOV/WELFARE/benefits",
                        "Gx-Purpose",
                        "p",
                        "Gx-Basis",
                        "b"))
                .isEqualTo("server.clientproxy.unknown_member");
    }

    @Test
    void refusesTwoClients() {
        assertThat(codeFor(
                        "/r1/TW/GOV/RIS/household/persons/A1",
                        "X-Road-Client",
                        ExchangeFixture.PORTAL,
                        "X-Road-Client",
                        "TW/GOV/WELFARE/benefits"))
                .isEqualTo("client.duplicate_header_field");
    }

    @Test
    void refusesAMissingPurpose() {
        assertThat(codeFor("/r1/TW/GOV/RIS/household/persons/A1", "X-Road-Client", ExchangeFixture.PORTAL))
                .isEqualTo("client.missing_header_field");
    }

    @Test
    void refusesAMemberThatIsNotInTheRegistry() {
        assertThat(codeFor(
                        "/r1/TW/GOV/NONE/household/persons/A1",
                        "X-Road-Client",
                        ExchangeFixture.PORTAL,
                        "Gx-Purpose",
                        "p",
                        "Gx-Basis",
                        "b"))
                .isEqualTo("server.clientproxy.unknown_member");
    }

    @Test
    void isToldThatNoGrantAllowsThePurpose() {
        var response = exchange.ask(
                "/r1/TW/GOV/RIS/household/persons/A123456789",
                "X-Road-Client",
                ExchangeFixture.PORTAL,
                "Gx-Purpose",
                "curiosity",
                "Gx-Basis",
                "construction-industry-act-15");

        assertThat(ExchangeFixture.code(response)).isEqualTo("server.serverproxy.access_denied");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(ExchangeFixture.json(response).path("retryable").booleanValue())
                .isFalse();
    }

    @Test
    void isToldThatTheGrantHasEnded() {
        assertThat(codeForPurpose("ended-purpose")).isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void isToldThatAFieldIsOutsideTheGrant() {
        assertThat(ExchangeFixture.code(exchange.askPerson("/A123456789?fields=name,household_no")))
                .isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void isToldNoColumnThatIsNotDeclared() {
        assertThat(ExchangeFixture.code(exchange.askPerson("/A123456789?fields=secret")))
                .isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void isToldThatAServiceIsUnknown() {
        assertThat(codeFor(
                        "/r1/TW/GOV/RIS/household/animals/A1",
                        "X-Road-Client",
                        ExchangeFixture.PORTAL,
                        "Gx-Purpose",
                        "p",
                        "Gx-Basis",
                        "b"))
                .isEqualTo("server.serverproxy.unknown_service");
    }

    @Test
    void mayNotReuseAnIdForAnotherRequest() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, "/A123456789");

        var response = exchange.askPerson(gxId, "/B223456786");

        assertThat(ExchangeFixture.code(response)).isEqualTo("client.duplicate_id");
        assertThat(response.statusCode()).isEqualTo(409);
    }

    @Test
    void doesNotInjectThroughThePath() {
        var response = exchange.askPerson("/x'%20or%20'1'='1");

        assertThat(response.body()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void findsTheEvidenceOfARefusalAtBothNodes() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, "/A123456789?fields=household_no");

        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));

        assertThat(evidence.path("missing")).isEmpty();
        assertThat(evidence.path("sides")).hasSize(2);
    }

    @Test
    void knowsNoEvidenceOfWhatNeverWas() {
        assertThat(exchange.ask("/evidence/" + exchange.newId()).statusCode()).isEqualTo(404);
    }
}
