package tw.qiao.node.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;

/** The example of docs/exchange-protocol.md, with the key test-key-ed25519 of RFC 9421, B.1.4. */
class PassedAnswerVectorTest {
    private static final String DIGEST = "sha-256=:PWKz7ZTLLdmN70rn9omQ9MujmChCk1HLI1WzU9TZR+k=:";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    private final VerificationKey key = VerificationKey.ofEd25519(
            HexFormat.of().parseHex("26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb"));
    private final MessageSigner signer = new MessageSigner(
            SigningKey.of(
                    Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF"),
                    key),
            false,
            CLOCK,
            new Ids(CLOCK, new Random(1)));

    private RequestHead request() {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", "TW/GOV/QIAO/portal")
                .add("gx-service", "TW/GOV/RIS/household/archive")
                .add("gx-id", "5d0a4a4e-0000-4000-8000-000000000001")
                .add("gx-purpose", "archive-copy")
                .add("gx-basis", "archives-act-17")
                .add("gx-salt", "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0");
        var head = new RequestHead("GET", "", "/r1/TW/GOV/RIS/household/archive/7", "", fields);
        signer.prepare(head, Duration.ofSeconds(10), true).sign();
        return head;
    }

    private ResponseHead head(RequestHead request) {
        var fields = new Fields()
                .add("content-type", "text/plain")
                .add("gx-id", request.fields().required("gx-id"));
        var head = new ResponseHead(200, fields);
        signer.prepare(head, request).sign();
        return head;
    }

    @Test
    void makesTheMessagesOfThePublishedExample() {
        var request = request();
        var head = head(request);
        var trailers = new Fields().add("content-digest", ContentDigest.of("passed on\n".getBytes(US_ASCII)));
        var end = new ResponseEnd(head, trailers);
        signer.prepare(end, request).sign();

        assertThat(request.fields().required("signature"))
                .isEqualTo(
                        "gx=:NZnIt3uPLH+btsPP6RFZvpouT/eb1hTCP0UA3nl3z6mJdr26ItaL3AqBClOfNhAP6ibWJwXnO2H5g5YhVY8wAg==:");
        assertThat(head.fields().required("signature"))
                .isEqualTo(
                        "gx=:9wKAEf7/1xlymV6q1vcC854xXISsRwRRyW3QGMxZmiJclxt2hU6JKbdYoOByjqDNQNAnOpa9knlltsjBS83QBg==:");
        assertThat(trailers.required("content-digest")).isEqualTo(DIGEST);
        assertThat(trailers.required("signature-input"))
                .isEqualTo(
                        "gx-end=(\"@status\" \"content-type\" \"content-digest\";tr \"gx-id\" \"@method\";req \"@path\";req"
                                + " \"content-digest\";req \"signature\";req;key=\"gx\");created=1800000000"
                                + ";keyid=\"NFcWBst6DXG-N35nHdzMrioWntdzNZghQSkjHNMMSjw\";alg=\"ed25519\";tag=\"gx/1\"");
        assertThat(trailers.required("signature"))
                .isEqualTo(
                        "gx-end=:1zfO3xLHfSihKk0xnRrnJb2TWIIVA2jfi1nsyvsnK81+hfTbry06ZqV0zwhoJmKmMYOjZP5GBHGfpCgoUg9FAQ==:");
        assertThat(ExchangeSignature.of(end, request).isMadeBy(key, new VerifiedRoots()))
                .isTrue();
    }

    @Test
    void commitsToTheSameContentWhereverTheDigestStands() {
        var request = request();
        var head = head(request);
        var trailers = new Fields().add("content-digest", DIGEST);
        var ordinary = new ResponseHead(
                200,
                new Fields()
                        .add("content-type", "text/plain")
                        .add("content-digest", DIGEST)
                        .add("gx-id", request.fields().required("gx-id")));

        assertThat(signer.prepare(new ResponseEnd(head, trailers), request)
                        .covered()
                        .content())
                .isEqualTo(signer.prepare(ordinary, request).covered().content());
    }
}
