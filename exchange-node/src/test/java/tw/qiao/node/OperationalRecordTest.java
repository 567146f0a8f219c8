package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.monitoring.OperationalRecord;
import tw.qiao.node.monitoring.OperationalRecords;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.settings.Compatibility;

/** What a node tells its own member about recent exchanges, under the field names of PR-OPMON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationalRecordTest {
    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(folder, Compatibility.DEFAULT);
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    private List<JsonNode> records(String code, String id) throws Exception {
        var uri = "http://127.0.0.1:" + rest.exchange.settings(code).consumerPort() + "/operational-data?from=0";
        var found = new ArrayList<JsonNode>();
        for (int i = 0; i < 50 && found.isEmpty(); i++) { // the record is kept after the answer has gone
            var told =
                    rest.exchange.send(HttpRequest.newBuilder(URI.create(uri)).build());
            for (JsonNode record : CanonicalJson.MAPPER.readTree(told.body()).path("records")) {
                if (record.path("xRequestId").stringValue("").equals(id)) {
                    found.add(record);
                }
            }
            Thread.sleep(found.isEmpty() ? 50 : 0);
        }
        return found;
    }

    @Test
    void recordsAnExchangeAtBothNodes() throws Exception {
        String id = rest.exchange.newId();
        rest.ask(
                "POST",
                RestFixture.PETS + "/7",
                "{}",
                "Content-Type: application/json",
                "X-Road-Id: " + id,
                "X-Road-UserId: TW1",
                "X-Road-Issue: I2",
                "X-Road-Represented-Party: COM/9");

        for (String code : List.of("QIAO", "RIS")) {
            var record = records(code, id).getFirst();
            assertThat(record.path("securityServerType").stringValue())
                    .isEqualTo(code.equals("QIAO") ? "Client" : "Producer");
            assertThat(record.path("clientXRoadInstance").stringValue()).isEqualTo("TW");
            assertThat(record.path("clientMemberClass").stringValue()).isEqualTo("GOV");
            assertThat(record.path("clientMemberCode").stringValue()).isEqualTo("QIAO");
            assertThat(record.path("clientSubsystemCode").stringValue()).isEqualTo("portal");
            assertThat(record.path("serviceMemberCode").stringValue()).isEqualTo("RIS");
            assertThat(record.path("serviceSubsystemCode").stringValue()).isEqualTo("household");
            assertThat(record.path("serviceCode").stringValue()).isEqualTo("pets");
            assertThat(record.path("serviceSecurityServerAddress").stringValue())
                    .startsWith("https://127.0.0.1:");
            assertThat(record.path("restMethod").stringValue()).isEqualTo("POST");
            assertThat(record.path("restPath").stringValue()).isEqualTo(RestFixture.PETS + "/7");
            assertThat(record.path("messageId").stringValue()).isEqualTo(id);
            assertThat(record.path("messageUserId").stringValue()).isEqualTo("TW1");
            assertThat(record.path("messageIssue").stringValue()).isEqualTo("I2");
            assertThat(record.path("representedPartyClass").stringValue()).isEqualTo("COM");
            assertThat(record.path("representedPartyCode").stringValue()).isEqualTo("9");
            assertThat(record.path("requestSize").intValue()).isEqualTo(2);
            assertThat(record.path("responseSize").intValue()).isEqualTo(2);
            assertThat(record.path("succeeded").booleanValue()).isTrue();
            assertThat(record.path("statusCode").intValue()).isEqualTo(200);
            assertThat(List.of(
                            record.path("requestInTs").longValue(),
                            record.path("requestOutTs").longValue(),
                            record.path("responseInTs").longValue(),
                            record.path("responseOutTs").longValue()))
                    .isSorted()
                    .doesNotContain(0L);
        }
    }

    @Test
    void recordsARefusalWithItsCode() throws Exception {
        String id = rest.exchange.newId();
        rest.ask("GET", "/r1/TW/GOV/RIS/household/animals", "", "X-Road-Id: " + id);

        var record = records("QIAO", id).getFirst();
        assertThat(record.path("succeeded").booleanValue()).isFalse();
        assertThat(record.path("faultCode").stringValue()).isEqualTo("server.serverproxy.unknown_service");
        assertThat(record.path("faultString").stringValue()).isNotEmpty();
    }

    @Test
    void tellsTheRecordsOfOneTimeAndOneClient() {
        rest.ask("GET", RestFixture.PETS, "");

        assertThat(rest.bare("/operational-data?to=1").body()).isEqualTo("{\"records\":[],\"dropped\":0}");
        assertThat(rest.bare("/operational-data?client=TW/GOV/WELFARE/benefits").body())
                .startsWith("{\"records\":[]");
        assertThat(rest.bare("/operational-data?from=x").status()).isEqualTo(400);
    }

    @Test
    void countsWhatGivesWay() {
        var registry = new RegistryCache(rest.exchange.settings("QIAO"), rest.exchange.clock);
        var records = new OperationalRecords(registry, rest.exchange.clock, 2);
        var front = records.watching(OperationalRecord.Role.CLIENT, _ -> Reply.json(200, "{}"));

        for (String path : List.of("/r1/1", "/r1/2", "/r1/3", "/health")) {
            assertThat(front.apply(asking(path)).head().status()).isEqualTo(200);
        }

        assertThat(front.apply(asking("/operational-data")).body().text())
                .contains("\"dropped\":1", "/r1/2", "/r1/3")
                .doesNotContain("\"/r1/1\"", "/health");
        registry.close();
    }

    private static Incoming asking(String path) {
        return new Incoming(new RequestHead("GET", "", path, "", new Fields()), Body.EMPTY, "");
    }
}
