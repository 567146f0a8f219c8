package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.MessageSigner;

/** What a consumer's node does with the body of a provider's node that does not keep the rules of trailers. */
class PassThroughRefusalTest {
    private static final String BODY = "what the provider's system says";
    private static final String OTHER = "what the provider's system sayz";

    @TempDir
    Path folder;

    private PassThroughFixture passing;

    @BeforeEach
    void start() {
        passing = new PassThroughFixture(folder);
        passing.exchange.publishRegistry();
        passing.exchange.start("QIAO");
    }

    @AfterEach
    void stop() {
        passing.close();
    }

    /** How a provider's node ends an answer whose body it has said. */
    enum End {
        FLIPPED_OCTET("inconsistent_response") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                return signed(own, head, request, OTHER);
            }
        },
        NO_TRAILERS("missing_signature") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                return new Fields();
            }
        },
        DIGEST_ALONE("missing_signature") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                return new Fields().add("content-digest", digest(BODY));
            }
        },
        OTHER_DIGEST("invalid_signature_value") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                return with(signed(own, head, request, OTHER), "content-digest", digest(BODY));
            }
        },
        OF_ANOTHER_REQUEST("invalid_signature_value") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                var fields = with(request.fields(), "signature", "gx=:AAAA:");
                return signed(own, head, new RequestHead("GET", "", request.path(), "", fields), BODY);
            }
        },
        OF_ANOTHER_HEAD("invalid_signature_value") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                return signed(own, new ResponseHead(206, head.fields()), request, BODY);
            }
        },
        BY_ANOTHER_MEMBER("invalid_signature_value") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                var exchange = test.passing.exchange;
                var key = exchange.keys("WELFARE").signing();
                return signed(new MessageSigner(key, true, exchange.clock, exchange.ids), head, request, BODY);
            }
        },
        SIGNATURE_OF_THE_HEAD("malformed_signature") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                var trailers = new Fields().add("content-digest", digest(BODY));
                for (String name : new String[] {"signature-input", "signature"}) {
                    trailers.add(name, "gx-end" + head.fields().required(name).substring("gx".length()));
                }
                return trailers;
            }
        },
        TWO_DIGESTS("duplicate_header_field") {
            @Override
            Fields trailers(ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own) {
                var trailers = new Fields().add("content-digest", digest(BODY)).add("content-digest", digest(OTHER));
                own.prepare(new ResponseEnd(head, trailers), request).sign();
                return trailers;
            }
        };

        private final String code;

        End(String code) {
            this.code = code;
        }

        abstract Fields trailers(
                ResponseHead head, RequestHead request, PassThroughRefusalTest test, MessageSigner own);
    }

    private static String digest(String body) {
        return ContentDigest.of(Body.of(body.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Fields signed(MessageSigner signer, ResponseHead head, RequestHead request, String body) {
        var trailers = new Fields().add("content-digest", digest(body));
        signer.prepare(new ResponseEnd(head, trailers), request).sign();
        return trailers;
    }

    private static Fields with(Fields fields, String changed, String value) {
        var others = new Fields();
        for (String name : fields.names()) {
            fields.all(name).forEach(line -> others.add(name, name.equals(changed) ? value : line));
        }
        return others;
    }

    @ParameterizedTest
    @EnumSource
    void breaksABodyWhoseEndDoesNotProveIt(End end) {
        String gxId = passing.exchange.newId();
        try (var _ = new PassThroughImpostor(passing.exchange, (request, impostor, out) -> {
            var head = begun(request, impostor, out);
            PassThroughImpostor.end(end.trailers(head, request, this, impostor.signer), out);
        })) {
            var answer = passing.ask(gxId, "archive/any/0");

            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                    .containsExactly("request", "refusal server.clientproxy." + end.code);
            assertThat(passing.metric("QIAO", "qiao_passing_broken_total")).isEqualTo(1);
            assertThat(passing.metric("QIAO", "qiao_passed_total")).isZero();
        }
    }

    private static ResponseHead begun(RequestHead request, PassThroughImpostor impostor, OutputStream out)
            throws IOException {
        var head = impostor.head(request);
        PassThroughImpostor.say(head, out);
        PassThroughImpostor.chunk(BODY.substring(0, 5), out);
        PassThroughImpostor.chunk(BODY.substring(5), out);
        return head;
    }

    @Test
    void passesABodyWhoseEndProvesIt() throws IOException {
        String gxId = passing.exchange.newId();
        try (var _ = new PassThroughImpostor(passing.exchange, (request, impostor, out) -> {
            var head = begun(request, impostor, out);
            PassThroughImpostor.end(signed(impostor.signer, head, request, BODY), out);
        })) {
            var answer = passing.ask(gxId, "archive/any/0");

            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(BODY);
            assertThat(passing.entries("QIAO", gxId)).containsExactly("request", "response");
        }
    }

    @Test
    void breaksABodyThatStopsInTheMiddle() {
        String gxId = passing.exchange.newId();
        try (var _ =
                new PassThroughImpostor(passing.exchange, (request, impostor, out) -> begun(request, impostor, out))) {
            var answer = passing.ask(gxId, "archive/any/0");

            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                    .containsExactly("request", "refusal server.clientproxy.answer_incomplete");
        }
    }

    @Test
    void passesNoOctetOfABodyWhoseHeadIsNotSigned() throws IOException {
        String gxId = passing.exchange.newId();
        try (var _ = new PassThroughImpostor(passing.exchange, (request, impostor, out) -> {
            var head = impostor.head(new RequestHead("GET", "", "/r1/other", "", request.fields()));
            PassThroughImpostor.say(head, out);
            PassThroughImpostor.chunk(BODY, out);
        })) {
            var answer = passing.ask(gxId, "archive/any/0");

            assertThat(answer.headers().firstValue("x-road-error"))
                    .contains("server.clientproxy.invalid_signature_value");
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain(BODY);
        }
    }

    @Test
    void passesNothingThatIsCalledARefusal() throws IOException {
        String gxId = passing.exchange.newId();
        try (var _ = new PassThroughImpostor(passing.exchange, (request, impostor, out) -> {
            var head = impostor.head(request);
            head.fields().add("gx-error", "server.serverproxy.access_denied");
            PassThroughImpostor.say(head, out);
            PassThroughImpostor.chunk(BODY, out);
            PassThroughImpostor.end(signed(impostor.signer, head, request, BODY), out);
        })) {
            var answer = passing.ask(gxId, "archive/any/0");

            assertThat(answer.headers().firstValue("x-road-error")).contains("server.clientproxy.malformed_signature");
        }
    }
}
