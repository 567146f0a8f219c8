package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.RecordingSystem.Answering;
import tw.qiao.node.listener.Xml;
import tw.qiao.node.message.Fields;
import tw.qiao.node.settings.Compatibility;
import tw.qiao.node.settings.ErrorCodes;

/** Errors as clients of X-Road know them (PR-REST 4.6), under the codes of both generations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorCodesTest {
    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(folder, new Compatibility(ErrorCodes.LEGACY, false, List.of()));
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    @ParameterizedTest
    @CsvSource({
        "server.serverproxy.network_error, Server.ServerProxy.NetworkError",
        "server.serverproxy.service_failed.network_error, Server.ServerProxy.ServiceFailed.NetworkError",
        "server.clientproxy.ssl_authentication_failed, Server.ClientProxy.SslAuthenticationFailed",
        "server.clientproxy.unknown_member, Server.ClientProxy.UnknownMember",
        "server.clientproxy.outdated_global_conf, Server.ClientProxy.OutdatedGlobalConf",
        "server.serverproxy.logging_failed, Server.ServerProxy.LoggingFailed",
        "server.serverproxy.io_error, Server.ServerProxy.IOError",
        "client.duplicate_header_field, Client.DuplicateHeaderField",
        "client.missing_header_field, Client.MissingHeaderField"
    })
    void writesTheCodeOfEachGeneration(String code, String legacy) {
        assertThat(ErrorCodes.named("legacy").of(code)).isEqualTo(legacy);
        assertThat(ErrorCodes.named("7.8").of(code)).isEqualTo(code);
    }

    @Test
    void knowsTwoGenerations() {
        assertThatThrownBy(() -> ErrorCodes.named("7.7")).isInstanceOf(Problem.class);
    }

    @Test
    void saysTheOldCodeInHeaderAndJson() {
        var answered = rest.bare(RestFixture.PETS);

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.field("x-road-error")).isEqualTo("Client.MissingHeaderField");
        assertThat(answered.field("content-type")).isEqualTo("application/json;charset=utf-8");
        JsonNode error = CanonicalJson.MAPPER.readTree(answered.body());
        assertThat(error.path("type").stringValue()).isEqualTo("Client.MissingHeaderField");
        assertThat(error.path("message").stringValue()).isNotEmpty();
        assertThat(error.path("detail").stringValue()).isEqualTo(answered.field("x-road-request-id"));
    }

    @Test
    void saysTheOldCodeOfARefusalAtTheProvider() {
        var answered = rest.ask("GET", "/r1/TW/GOV/RIS/household/animals", "", "Accept: application/json");

        assertThat(answered.status()).isEqualTo(500);
        assertThat(answered.field("x-road-error")).isEqualTo("Server.ServerProxy.UnknownService");
        assertThat(answered.body()).contains("\"type\":\"Server.ServerProxy.UnknownService\"");
    }

    @ParameterizedTest
    @CsvSource({
        "text/xml, text/xml;charset=utf-8",
        "'application/xml;q=0.9, application/json', application/xml;charset=utf-8",
        "'image/png, text/xml', text/xml;charset=utf-8"
    })
    void writesXmlWhereItIsAskedFor(String accept, String contentType) {
        var answered = rest.ask("GET", "/r1/TW/GOV/RIS/household/animals", "", "Accept: " + accept);

        assertThat(answered.field("content-type")).isEqualTo(contentType);
        assertThat(answered.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<error><type>Server.ServerProxy.UnknownService</type><message>")
                .endsWith("</message><detail>" + answered.field("x-road-request-id") + "</detail></error>");
    }

    @ParameterizedTest
    @CsvSource({"*/*", "application/json", "image/png", "'application/json, text/xml'"})
    void writesJsonOtherwise(String accept) {
        var answered = rest.ask("GET", "/r1/TW/GOV/RIS/household/animals", "", "Accept: " + accept);

        assertThat(answered.field("content-type")).isEqualTo("application/json;charset=utf-8");
    }

    @Test
    void passesTheErrorOfTheProvidersOwnSystemAsItIs() {
        rest.system.answering =
                new Answering(405, new Fields().add("Content-Type", "application/problem+json"), "{\"status\":405}");

        var answered = rest.ask("GET", RestFixture.PETS, "", "Accept: text/xml");

        assertThat(answered.status()).isEqualTo(405);
        assertThat(answered.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answered.body()).isEqualTo("{\"status\":405}");
        assertThat(answered.names()).doesNotContain("x-road-error");
    }

    @Test
    void escapesWhatXmlWouldTakeForItsOwn() {
        assertThat(Xml.element("message", "a<b>&\"\u0000𠀋"))
                .isEqualTo("<message>a&lt;b&gt;&amp;&quot;\uFFFD𠀋</message>");
    }

    @Test
    void saysThatTheProvidersSystemDoesNotAnswer(@TempDir Path folder) {
        try (var other = new RestFixture(folder, Compatibility.DEFAULT)) {
            other.system.close();

            var answered = other.ask("GET", RestFixture.PETS, "");

            assertThat(answered.status()).isEqualTo(500);
            assertThat(answered.field("x-road-error")).isEqualTo("server.serverproxy.service_failed.network_error");
        }
    }
}
