package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.settings.Compatibility;

/** X-Road's services about the exchange itself (PR-META 2, PR-MREST 4 and 5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetaservicesTest {
    private static final String PROVIDER = "/r1/TW/GOV/RIS/household/";
    private static final String CLIENT = "X-Road-Client: TW/GOV/QIAO/portal";

    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(folder, Compatibility.DEFAULT);
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    private JsonNode json(String target, String... lines) {
        var answered = rest.bare(target, lines);
        assertThat(answered.status()).as(answered.body()).isEqualTo(200);
        return CanonicalJson.MAPPER.readTree(answered.body());
    }

    @Test
    void listsTheClientsInJson() {
        var members = json("/listClients").path("member");

        assertThat(members).hasSize(6);
        assertThat(members.path(0).toString())
                .isEqualTo("{\"id\":{\"object_type\":\"MEMBER\",\"xroad_instance\":\"TW\",\"member_class\":\"GOV\","
                        + "\"member_code\":\"QIAO\"},\"name\":\"QIAO\"}");
        assertThat(members.path(1).toString())
                .isEqualTo("{\"id\":{\"object_type\":\"SUBSYSTEM\",\"xroad_instance\":\"TW\",\"member_class\":\"GOV\","
                        + "\"member_code\":\"QIAO\",\"subsystem_code\":\"portal\"},\"name\":\"QIAO\"}");
    }

    @Test
    void listsTheClientsInXml() throws Exception {
        var answered = rest.bare("/listClients?xRoadInstance=TW", "Accept: text/xml");

        assertThat(answered.field("content-type")).isEqualTo("text/xml;charset=utf-8");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(answered.body().getBytes(StandardCharsets.UTF_8)));
        var ids = document.getElementsByTagNameNS("http://x-road.eu/xsd/xroad.xsd", "id");
        assertThat(ids.getLength()).isEqualTo(6);
        assertThat(ids.item(1)
                        .getAttributes()
                        .getNamedItemNS("http://x-road.eu/xsd/identifiers", "objectType")
                        .getNodeValue())
                .isEqualTo("SUBSYSTEM");
        assertThat(answered.body())
                .contains("<id:xRoadInstance>TW</id:xRoadInstance><id:memberClass>GOV</id:memberClass>"
                        + "<id:memberCode>QIAO</id:memberCode><id:subsystemCode>portal</id:subsystemCode></xroad:id>"
                        + "<xroad:name>QIAO</xroad:name>");
    }

    @Test
    void knowsNoOtherInstance() {
        var answered = rest.bare("/listClients?xRoadInstance=EE");

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.field("x-road-error")).isEqualTo("client.invalid_request");
    }

    @Test
    void listsTheServicesOfASubsystemWithoutThoseAboutThem() {
        var services = json(PROVIDER + "listMethods", CLIENT).path("service");

        assertThat(services).hasSize(2);
        var persons = services.path(1);
        assertThat(persons.toString())
                .isEqualTo("{\"member_class\":\"GOV\",\"member_code\":\"RIS\",\"object_type\":\"SERVICE\","
                        + "\"service_code\":\"persons\",\"service_type\":\"OPENAPI\",\"subsystem_code\":\"household\","
                        + "\"xroad_instance\":\"TW\",\"endpoint_list\":[{\"method\":\"GET\",\"path\":\"/*\"}]}");
    }

    @Test
    void listsWhatTheAskingSubsystemHasAGrantFor() {
        var services = json(PROVIDER + "allowedMethods", CLIENT).path("service");

        assertThat(services).hasSize(2);
        assertThat(services.path(0).path("endpoint_list").toString())
                .contains("{\"method\":\"PATCH\",\"path\":\"/*/photos\"}");
        assertThat(services.path(1).path("endpoint_list").toString())
                .isEqualTo("[{\"method\":\"GET\",\"path\":\"/*\"}]");
    }

    @Test
    void listsNothingToWhomNothingIsGranted(@TempDir Path folder) {
        try (var bystander = ExchangeFixture.on(folder)) {
            bystander.grants.clear();
            bystander.startAll();

            var answered = bystander.ask(PROVIDER + "allowedMethods", "X-Road-Client", ExchangeFixture.PORTAL);

            assertThat(answered.body()).isEqualTo("{\"service\":[]}");
        }
    }

    @Test
    void describesOneService() {
        var document = json(PROVIDER + "getOpenAPI?serviceCode=persons", CLIENT);

        assertThat(document.path("openapi").stringValue()).isEqualTo("3.0.3");
        assertThat(rest.bare(PROVIDER + "getOpenAPI", CLIENT).field("x-road-error"))
                .isEqualTo("client.invalid_request");
        assertThat(rest.bare(PROVIDER + "getOpenAPI?serviceCode=none", CLIENT).field("x-road-error"))
                .isEqualTo("server.serverproxy.unknown_service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listClients",
                "listMethods",
                "allowedMethods",
                "getWsdl",
                "getOpenAPI",
                "getSecurityServerMetrics",
                "getSecurityServerOperationalData",
                "getSecurityServerHealthData"
            })
    void reservesTheCodesOfItsServices(String code) {
        assertThatThrownBy(() -> ServiceDeclaration.ofSystem("household", code, "", "", "https://a.example"))
                .isInstanceOf(Problem.class);
    }
}
