package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/** What programs get that verify a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationAnswersTest {
    private CertificateFixture fixture;

    @BeforeAll
    void start() {
        fixture = CertificateFixture.start();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void answersProgramsInJsonThatProvesItself() throws Exception {
        Certificate certificate = fixture.anchored(fixture.issue("陳𠀋明營造"));

        JsonNode answer = json(certificate.verificationPath() + "?on=" + fixture.today(), 200);

        assertThat(answer.at("/state").stringValue()).isEqualTo("valid");
        assertThat(answer.at("/on/state").stringValue()).isEqualTo("valid");
        assertThat(answer.at("/certificate/holder_name").stringValue()).isEqualTo("陳𠀋明營造");
        assertThat(answer.at("/evidence/contradicted").booleanValue()).isFalse();
        assertThat(answer.at("/evidence/key").stringValue()).startsWith("qiao.example/platform+");
        JsonNode entry = answer.at("/evidence/entries/0");
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(Base64.getUrlDecoder().decode(entry.at("/salt").stringValue()));
        byte[] commit = digest.digest(
                MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(answer.at("/certificate"))));
        assertThat(entry.at("/entry/commit").stringValue())
                .isEqualTo(Base64.getEncoder().encodeToString(commit));
        assertThat(entry.toString()).doesNotContain("𠀋");
    }

    @Test
    void answersProgramsThatAnIdIsUnknownOrADayIsNone() throws Exception {
        Certificate certificate = fixture.issue("大同營造");

        assertThat(json("/verify/AAAAAAAAAAAAAAAAAAAAAA", 404)).isEqualTo(json("/verify/x", 404));
        assertThat(json(certificate.verificationPath() + "?on=yesterday", 400)
                        .at("/code")
                        .stringValue())
                .isEqualTo("past_day_invalid");
    }

    private JsonNode json(String path, int status) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(fixture.platform().address() + path))
                    .header("Accept", "application/json")
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(response.statusCode()).isEqualTo(status);
            return CanonicalJson.MAPPER.readTree(response.body());
        }
    }
}
