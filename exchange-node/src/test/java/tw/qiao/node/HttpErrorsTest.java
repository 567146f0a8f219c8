package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.settings.Compatibility;
import tw.qiao.node.settings.ErrorCodes;

/** What a system is told whose request does not get as far as the exchange. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpErrorsTest {
    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(folder, new Compatibility(ErrorCodes.LEGACY, false, List.of()));
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    @Test
    void saysThatARequestIsNoHttp() {
        var answered = rest.send("GET /r1 HTTP/1.1\r\nHost: node.example\r\nno header\r\n\r\n");

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.field("x-road-error")).isEqualTo("Client.InvalidRequest");
        assertThat(answered.field("content-type")).isEqualTo("application/json;charset=utf-8");
        assertThat(answered.body()).contains("\"type\":\"Client.InvalidRequest\"");
    }

    @Test
    void saysInXmlThatARequestIsTooLarge() {
        var answered = rest.send(
                "POST " + RestFixture.PETS + " HTTP/1.1\r\nHost: node.example\r\n"
                        + "Accept: text/xml\r\nX-Road-Client: TW/GOV/QIAO/portal\r\nGx-Purpose: p\r\nGx-Basis: b\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3000000000\r\n\r\n");

        assertThat(answered.status()).isEqualTo(413);
        assertThat(answered.field("x-road-error")).isEqualTo("Server.ClientProxy.BodyTooLarge");
        assertThat(answered.body()).contains("<error><type>Server.ClientProxy.BodyTooLarge</type>");
    }

    @Test
    void closesTheConnectionWhereThatIsOneOfTheOptions() {
        var answered =
                rest.send("GET /listClients HTTP/1.1\r\nHost: node.example\r\nConnection: close, X-Other\r\n\r\n");

        assertThat(answered.status()).isEqualTo(200); // read to the end of the connection
    }
}
