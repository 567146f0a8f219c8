package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.Receipt;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeTest {
    private ExchangeFixture exchange;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder).startAll();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @Test
    void carriesOneSignedRequestAndItsAnswer() {
        String gxId = exchange.newId();

        var response = exchange.askPerson(gxId, "/A123456789?fields=name,birth_date");

        assertThat(response.body()).isEqualTo("{\"data\":[{\"name\":\"王𠀋明\",\"birth_date\":\"1980-02-29\"}]}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-road-id")).contains(gxId);
        assertThat(ExchangeFixture.code(response)).isEmpty();
    }

    @Test
    void bothLogsHoldEqualCommitmentsThatAreProved() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, "/A123456789");

        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));

        assertThat(evidence.path("missing")).isEmpty();
        var commitments = new ArrayList<String>();
        for (var side : evidence.path("sides")) {
            var receipt = CanonicalJson.MAPPER.convertValue(
                    ((tools.jackson.databind.node.ObjectNode) side.deepCopy())
                            .retain("origin", "checkpoint", "entries"),
                    Receipt.class);
            String member = side.path("role").stringValue().equals("consumer") ? "QIAO" : "RIS";
            receipt.verify(
                    exchange.keys(member).log().verificationKey(),
                    exchange.settings(member).logOrigin());
            for (var proven : receipt.entries()) {
                var entry = CanonicalJson.MAPPER.readTree(proven.content());
                assertThat(entry.path("gx_id").stringValue()).isEqualTo(gxId);
                assertThat(entry.toString()).doesNotContain("A123456789");
                commitments.add(
                        entry.path("kind").stringValue() + " " + entry.path("request") + entry.path("response"));
            }
        }
        assertThat(commitments).hasSize(4);
        assertThat(commitments.subList(0, 2)).isEqualTo(commitments.subList(2, 4));
    }

    @Test
    void aNumberWrittenWhereAServiceBelongsStaysOutOfThePublicLog() {
        String gxId = exchange.newId();
        exchange.ask(
                "/r1/TW/GOV/RIS/household/A123456789",
                "X-Road-Client",
                ExchangeFixture.PORTAL,
                "X-Road-Id",
                gxId,
                "Gx-Purpose",
                "construction-firm-registration",
                "Gx-Basis",
                "construction-industry-act-15");

        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));

        var entries = evidence.path("sides").path(0).path("entries");
        assertThat(entries).isNotEmpty();
        for (var proven : entries) {
            byte[] entry = Base64.getDecoder().decode(proven.path("entry").stringValue());
            assertThat(new String(entry, StandardCharsets.UTF_8))
                    .contains("\"service\":\"TW/GOV/RIS/household/-\"")
                    .doesNotContain("A123456789");
        }
    }

    private JsonNode usages(String person, String more) {
        return ExchangeFixture.json(exchange.ask(
                "/r1/TW/GOV/RIS/household/findUsage?userCode=" + person + more,
                "X-Road-Client",
                ExchangeFixture.PORTAL));
    }

    @Test
    void findsTheUsesOfOnePersonsDataOnly() {
        String consent = exchange.newId();
        String first = exchange.newId();
        exchange.askPerson(first, "/B223456786?fields=name");
        String second = exchange.newId();
        exchange.ask(
                "/r1/TW/GOV/RIS/household/persons/B223456786",
                "X-Road-Client",
                ExchangeFixture.PORTAL,
                "X-Road-Id",
                second,
                "Gx-Purpose",
                "construction-firm-registration",
                "Gx-Basis",
                "construction-industry-act-15",
                "Gx-Consent",
                consent);
        exchange.askPerson("/A123456789");

        var found = usages("B223456786", "");
        var older = usages("B223456786", "&offset=1&limit=1");

        assertThat(found.path("totalUsages").intValue()).isEqualTo(2);
        var newest = found.path("usages").path(0);
        assertThat(newest.path("gx_id").stringValue()).isEqualTo(second);
        assertThat(newest.path("consent").stringValue()).isEqualTo(consent);
        assertThat(newest.path("consumer").stringValue()).isEqualTo(ExchangeFixture.PORTAL);
        assertThat(newest.path("fields")).hasSize(3);
        assertThat(older.path("usages").path(0).path("gx_id").stringValue()).isEqualTo(first);
        assertThat(older.path("usages").path(0).path("consent").isNull()).isTrue();
        assertThat(usages("C100000000", "").path("totalUsages").intValue()).isZero();
    }

    @Test
    void findsTheUsesOfAPersonWhoAppearsInTheRowsOfAnotherSubject() {
        String alone = exchange.newId();
        exchange.askPerson(alone, "/C120000004?fields=name");
        String together = exchange.newId();
        var answer = exchange.askHousehold(together, "77");
        String last = exchange.newId();
        exchange.askHousehold(last, "77");

        var his = usages("C120000004", "");
        var hers = usages("C220000003", "&limit=1");

        assertThat(answer.body()).contains("陳母").doesNotContain("C220000003");
        assertThat(ids(his)).containsExactly(last, together, alone);
        assertThat(his.path("totalUsages").intValue()).isEqualTo(3);
        assertThat(his.path("usages").path(0).path("fields").path(0).stringValue())
                .isEqualTo("name");
        assertThat(ids(hers)).containsExactly(last);
        assertThat(hers.path("totalUsages").intValue()).isEqualTo(2);
        assertThat(ids(usages("77", ""))).containsExactly(last, together);
    }

    @Test
    void keepsThePeopleOfItsRowsOutOfEveryFile() throws IOException {
        exchange.askHousehold(exchange.newId(), "78");
        exchange.stop("RIS");
        exchange.start("RIS");

        assertThat(ids(usages("D120000002", ""))).isNotEmpty();
        try (var files = Files.walk(exchange.settings("RIS").home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("D120000002");
            }
        }
    }

    private static List<String> ids(JsonNode usages) {
        return usages.path("usages").values().stream()
                .map(usage -> usage.path("gx_id").stringValue())
                .toList();
    }

    @Test
    void trustsNoStrangersCertificateWhereNoKeyIsPinned() {
        String origin = "https://127.0.0.1:" + exchange.settings("RIS").providerPort();
        var patience = Duration.ofSeconds(5);
        try (var calls = new HttpCalls(Optional.empty(), patience, patience, 1000)) {
            assertThatThrownBy(() -> calls.send("GET", origin, "/log/checkpoint", new Fields(), Body.EMPTY))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("PKIX");
        }
    }

    @Test
    void describesItsServices() {
        var listed = ExchangeFixture.json(
                exchange.ask("/r1/TW/GOV/RIS/household/listMethods", "X-Road-Client", ExchangeFixture.PORTAL));
        var document = ExchangeFixture.json(exchange.ask(
                "/r1/TW/GOV/RIS/household/getOpenAPI?serviceCode=persons", "X-Road-Client", ExchangeFixture.PORTAL));

        assertThat(listed.path("service").path(0).path("service_code").stringValue())
                .isEqualTo("persons");
        assertThat(document.path("openapi").stringValue()).isEqualTo("3.0.3");
        assertThat(document.path("info").path("title").stringValue()).isEqualTo("個人戶籍資料");
        assertThat(document.path("info").path("version").stringValue()).isNotEmpty();
        var operation = document.path("paths").path("/{national_id}").path("get");
        assertThat(operation.path("operationId").stringValue()).isEqualTo("persons");
        assertThat(operation.path("parameters").path(0).path("in").stringValue())
                .isEqualTo("path");
        assertThat(operation.path("responses").path("200").path("description").stringValue())
                .isNotEmpty();
        var row = document.path("components").path("schemas").path("Row").path("properties");
        assertThat(row.path("birth_date").path("format").stringValue()).isEqualTo("date");
        assertThat(row.path("birth_date").path("description").stringValue()).isEqualTo("出生日期");
        assertThat(row.path("household_no").path("type").stringValue()).isEqualTo("integer");
    }

    @Test
    void showsItsPublicLog() {
        exchange.askPerson("/A123456789");

        assertThat(exchange.ask("/log/checkpoint").body())
                .startsWith(exchange.settings("QIAO").logOrigin());
        assertThat(exchange.ask("/log/../private/store.key").statusCode()).isEqualTo(404);
        assertThat(exchange.ask("/registry").body()).contains("TW/GOV/WELFARE");
    }
}
