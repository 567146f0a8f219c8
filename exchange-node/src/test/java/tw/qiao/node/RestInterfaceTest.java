package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.node.RecordingSystem.Answering;
import tw.qiao.node.message.Fields;
import tw.qiao.node.settings.Compatibility;
import tw.qiao.node.settings.ErrorCodes;

/** What a client of X-Road's REST interface sends, what the provider's system gets, and what comes back (PR-REST 4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestInterfaceTest {
    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(folder, Compatibility.DEFAULT);
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    @BeforeEach
    void forget() {
        rest.system.asked.clear();
        rest.system.answering =
                new Answering(200, new Fields().add("Content-Type", "application/json;charset=utf-8"), "{\"id\":1124}");
    }

    private RecordingSystem.Asked asked() throws InterruptedException {
        return rest.system.next();
    }

    @Test
    void carriesTheHeadersOfXRoadToTheProvidersSystemAndSetsItsOwn() throws Exception {
        String id = rest.exchange.newId();

        var answered = rest.ask(
                "GET",
                RestFixture.PETS + "/1124?quu=1",
                "",
                "X-Road-Id: " + id,
                "X-Road-UserId: EE12345678901",
                "X-Road-Issue: MT324223MSD",
                "X-Road-Represented-Party: COM/12345678",
                "X-Road-Security-Server: TW/GOV/RIS/server1");

        var asked = asked();
        assertThat(asked.target()).isEqualTo("/v2/1124?quu=1");
        assertThat(asked.field("x-road-client")).isEqualTo("TW/GOV/QIAO/portal");
        assertThat(asked.field("x-road-service")).isEqualTo("TW/GOV/RIS/household/pets");
        assertThat(asked.field("x-road-id")).isEqualTo(id);
        assertThat(asked.field("x-road-request-id")).isEqualTo(id);
        assertThat(asked.field("x-road-userid")).isEqualTo("EE12345678901");
        assertThat(asked.field("x-road-issue")).isEqualTo("MT324223MSD");
        assertThat(asked.field("x-road-represented-party")).isEqualTo("COM/12345678");
        assertThat(asked.field("x-road-security-server")).isEqualTo("TW/GOV/RIS/server1");
        assertThat(asked.field("idempotency-key")).isEqualTo("\"" + id + "\"");
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo("{\"id\":1124}");
        assertThat(answered.field("content-type")).isEqualTo("application/json;charset=utf-8");
        assertThat(answered.field("x-road-client")).isEqualTo("TW/GOV/QIAO/portal");
        assertThat(answered.field("x-road-service")).isEqualTo("TW/GOV/RIS/household/pets");
        assertThat(answered.field("x-road-id")).isEqualTo(id);
        assertThat(answered.field("x-road-request-id")).isEqualTo(id);
        assertThat(answered.field("x-road-request-hash")).isEqualTo(asked.field("x-road-request-hash"));
        assertThat(answered.names()).doesNotContain("x-road-error");
    }

    @Test
    void computesTheRequestHashOverHeadAndBody() throws Exception {
        String id = rest.exchange.newId();
        rest.ask(
                "POST",
                RestFixture.PETS + "?a=b",
                "{\"name\":\"旺財\"}",
                "X-Road-Id: " + id,
                "Content-Type: application/json",
                "Accept: text/plain");

        String head = "POST\r\n" + RestFixture.PETS + "?a=b\r\n"
                + "x-road-client:TW/GOV/QIAO/portal\r\nx-road-service:TW/GOV/RIS/household/pets\r\n"
                + "x-road-request-id:" + id + "\r\nx-road-id:" + id
                + "\r\ncontent-type:application/json\r\naccept:text/plain\r\n";
        var sha = MessageDigest.getInstance("SHA-512");
        byte[] ofHead = sha.digest(head.getBytes(StandardCharsets.UTF_8));
        byte[] ofBody = sha.digest("{\"name\":\"旺財\"}".getBytes(StandardCharsets.UTF_8));
        sha.update(ofHead);
        assertThat(asked().field("x-road-request-hash"))
                .isEqualTo(Base64.getEncoder().encodeToString(sha.digest(ofBody)));
    }

    @Test
    void computesTheRequestHashOfTheHeadAloneWithoutABody() throws Exception {
        String id = rest.exchange.newId();
        rest.ask("GET", RestFixture.PETS, "", "X-Road-Id: " + id);

        String head = "GET\r\n" + RestFixture.PETS + "\r\n"
                + "x-road-client:TW/GOV/QIAO/portal\r\nx-road-service:TW/GOV/RIS/household/pets\r\n"
                + "x-road-request-id:" + id + "\r\nx-road-id:" + id + "\r\n";
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(head.getBytes(StandardCharsets.UTF_8));
        assertThat(asked().field("x-road-request-hash"))
                .isEqualTo(Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void passesOtherHeadersUnmodifiedAndDropsThoseOfTheConnection() throws Exception {
        var answered = rest.ask(
                "GET",
                RestFixture.PETS,
                "",
                "Accept: application/xml;q=0.9, */*",
                "Authorization: Bearer eyJ\"x\\",
                "Cache-Control: no-cache",
                "If-None-Match: \"v1\"",
                "Cookie: a=1; b=2",
                "X-Custom: 1",
                "X-Custom: 2",
                "User-Agent: app/1",
                "Keep-Alive: 5",
                "TE: trailers",
                "Upgrade: h2c",
                "Proxy-Authorization: Basic eA==",
                "Server: s",
                "Traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(answered.status()).as(answered.body()).isEqualTo(200);
        var asked = asked();
        assertThat(asked.field("accept")).isEqualTo("application/xml;q=0.9, */*");
        assertThat(asked.field("authorization")).isEqualTo("Bearer eyJ\"x\\");
        assertThat(asked.field("cache-control")).isEqualTo("no-cache");
        assertThat(asked.field("if-none-match")).isEqualTo("\"v1\"");
        assertThat(asked.field("cookie")).isEqualTo("a=1; b=2");
        assertThat(asked.fields().all("x-custom")).containsExactly("1", "2");
        for (String dropped : List.of("user-agent", "keep-alive", "te", "upgrade", "proxy-authorization", "server")) {
            assertThat(asked.field(dropped)).as(dropped).isEmpty();
        }
        assertThat(asked.field("host")).doesNotContain("node.example");
        assertThat(asked.fields().names()).noneMatch(name -> name.startsWith("gx-") && !name.equals("gx-remaining-ms"));
        assertThat(asked.field("traceparent")).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @Test
    void passesTheAnswersHeadersAndNoneThatOnlyTheNodesMaySet() {
        rest.system.answering = new Answering(
                200,
                new Fields()
                        .add("Content-Type", "text/csv")
                        .add("ETag", "\"v2\"")
                        .add("Cache-Control", "max-age=60")
                        .add("Set-Cookie", "a=1")
                        .add("Set-Cookie", "b=2")
                        .add("X-Road-Error", "server.serverproxy.forged")
                        .add("X-Road-Client", "TW/GOV/FORGED/x")
                        .add("Gx-Id", "forged")
                        .add("Server", "internal/1.0")
                        .add("Keep-Alive", "timeout=5"),
                "a,b");

        var answered = rest.ask("GET", RestFixture.PETS, "");

        assertThat(answered.field("content-type")).isEqualTo("text/csv");
        assertThat(answered.field("etag")).isEqualTo("\"v2\"");
        assertThat(answered.field("cache-control")).isEqualTo("max-age=60");
        assertThat(answered.fields().all("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answered.field("x-road-client")).isEqualTo("TW/GOV/QIAO/portal");
        assertThat(answered.names()).doesNotContain("x-road-error", "gx-id", "server", "keep-alive");
    }

    @Test
    void repeatsTheHeadersOfAStoredAnswer() {
        rest.system.answering =
                new Answering(201, new Fields().add("Location", "/v2/7").add("ETag", "\"1\""), "{}");
        String line = "X-Road-Id: " + rest.exchange.newId();

        var first = rest.ask("POST", RestFixture.PETS, "{}", "Content-Type: application/json", line);
        var again = rest.ask("POST", RestFixture.PETS, "{}", "Content-Type: application/json", line);

        assertThat(first.field("location")).isEqualTo(RestFixture.PETS + "/7");
        assertThat(again.field("location")).isEqualTo(RestFixture.PETS + "/7");
        assertThat(again.field("etag")).isEqualTo("\"1\"");
        assertThat(rest.system.asked).hasSize(1);
    }

    @Test
    void passesARedirectOnAndDoesNotFollowIt() {
        rest.system.answering =
                new Answering(302, new Fields().add("Location", "https://elsewhere.example/pets"), "moved");

        var answered = rest.ask("GET", RestFixture.PETS, "");

        assertThat(answered.status()).isEqualTo(302);
        assertThat(answered.field("location")).isEqualTo("https://elsewhere.example/pets");
        assertThat(rest.system.asked).hasSize(1);
    }

    @Test
    void tellsNoAddressInsideTheProvider() {
        rest.system.answering =
                new Answering(302, new Fields().add("Location", rest.system.address() + "/v2/9/photos?n=1"), "");
        var own = rest.ask("GET", RestFixture.PETS, "");
        rest.system.answering = new Answering(302, new Fields().add("Location", rest.system.address() + "/admin"), "");
        var other = rest.ask("GET", RestFixture.PETS, "");

        assertThat(own.field("location")).isEqualTo(RestFixture.PETS + "/9/photos?n=1");
        assertThat(other.names()).doesNotContain("location");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
    void acceptsTheMethod(String method) throws Exception {
        var answered = rest.ask(method, RestFixture.PETS + "/1", "");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(asked().method()).isEqualTo(method);
        assertThat(answered.body()).isEqualTo(method.equals("HEAD") ? "" : "{\"id\":1124}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "BREW"})
    void refusesTheMethod(String method) {
        var answered = rest.ask(method, RestFixture.PETS + "/1", "");

        assertThat(answered.status()).isBetween(400, 499);
        assertThat(rest.system.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void passesAnAnswerWithoutABody(int status) {
        rest.system.answering = new Answering(status, new Fields().add("ETag", "\"v1\""), "");

        var answered = rest.ask("GET", RestFixture.PETS, "");

        assertThat(answered.status()).isEqualTo(status);
        assertThat(answered.field("etag")).isEqualTo("\"v1\"");
        assertThat(answered.body()).isEmpty();
    }

    @Test
    void takesAMessageIdThatIsNoUuidAndSaysItAgain() throws Exception {
        var answered = rest.ask("GET", RestFixture.PETS, "", "X-Road-Id: TW-7f3a/req 1");

        var asked = asked();
        assertThat(answered.field("x-road-id")).isEqualTo("TW-7f3a/req 1");
        assertThat(asked.field("x-road-id")).isEqualTo("TW-7f3a/req 1");
        assertThat(answered.field("x-road-request-id")).hasSize(36).isEqualTo(asked.field("x-road-request-id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Road-Id: ",
                "X-Road-Represented-Party: a/b/c",
                "X-Road-Represented-Party: a b",
                "X-Road-Security-Server: TW/GOV/RIS",
                "X-Road-UserId: ",
                "X-HTTP-Method-Override: DELETE",
                "X-Original-URL: /v2/other"
            })
    void refusesAHeaderThatDoesNotHaveItsForm(String line) {
        var answered = rest.ask("GET", RestFixture.PETS, "", line);

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.field("x-road-error")).isEqualTo("client.invalid_request");
        assertThat(rest.system.asked).isEmpty();
    }

    @Test
    void refusesASecurityServerOfAnotherMember() {
        var answered = rest.ask("GET", RestFixture.PETS, "", "X-Road-Security-Server: TW/GOV/WELFARE/server1");

        assertThat(answered.field("x-road-error")).isEqualTo("server.clientproxy.invalid_security_server");
    }

    @Test
    void refusesDuplicatesOfItsHeaders() {
        for (String line : List.of("X-Road-Client: TW/GOV/QIAO/portal", "X-Road-Issue: 1\r\nX-Road-Issue: 2")) {
            assertThat(rest.ask("GET", RestFixture.PETS, "", line).field("x-road-error"))
                    .isEqualTo("client.duplicate_header_field");
        }
    }

    @Test
    void refusesMoreHeadersThanCanBeCarried() {
        var answered = rest.ask("GET", RestFixture.PETS, "", "X-Long: " + "x".repeat(8200));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.field("x-road-error")).isEqualTo("client.invalid_request");
    }

    @Test
    void takesAClientThatIsPercentEncoded() {
        var answered = rest.bare(
                RestFixture.PETS,
                "x-road-client: TW/GOV/%51IAO/portal",
                "Gx-Purpose: pet-register",
                "Gx-Basis: animal-act-1");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.field("x-road-client")).isEqualTo("TW/GOV/QIAO/portal");
    }

    @Test
    void keepsUserAndIssueOutOfTheLogsAndInTheDark() throws Exception {
        rest.ask("GET", RestFixture.PETS, "", "X-Road-UserId: TWB987654321", "X-Road-Issue: CASE-5566778");
        rest.ask("GET", RestFixture.PETS, "", "X-Road-UserId: TWB987654321", "X-HTTP-Method-Override: PUT");

        for (String code : List.of("QIAO", "RIS")) {
            try (var files = Files.walk(rest.exchange.settings(code).home())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("TWB987654321")
                            .doesNotContain("CASE-5566778");
                }
            }
        }
    }

    @Test
    void takesTheLastOfDuplicatesWhereItIsSetSo(@TempDir Path folder) throws Exception {
        var lenient = new Compatibility(ErrorCodes.SNAKE_CASE, true, List.of());
        try (var other = new RestFixture(folder, lenient)) {
            var answered = other.ask(
                    "GET",
                    RestFixture.PETS,
                    "",
                    "X-Road-Client: TW/GOV/QIAO/portal",
                    "X-Road-Issue: 1",
                    "X-Road-Issue: 2");

            assertThat(answered.status()).isEqualTo(200);
            assertThat(other.system.next().field("x-road-issue")).isEqualTo("2");
        }
    }

    @Test
    void asksForThePurposeThatTheAgencyNamedForASystemThatCannotSay(@TempDir Path folder) throws Exception {
        var named = new Compatibility(
                ErrorCodes.SNAKE_CASE,
                false,
                List.of(new Compatibility.Purpose(
                        ExchangeFixture.PORTAL, "TW/GOV/RIS/household/pets", "pet-register", "animal-act-1")));
        try (var other = new RestFixture(folder, named)) {
            var answered = other.bare(RestFixture.PETS + "/1124", "X-Road-Client: TW/GOV/QIAO/portal");
            var elsewhere = other.bare("/r1/TW/GOV/RIS/household/persons/A1", "X-Road-Client: TW/GOV/QIAO/portal");

            assertThat(answered.status()).isEqualTo(200);
            assertThat(elsewhere.field("x-road-error")).isEqualTo("client.missing_header_field");
        }
    }
}
