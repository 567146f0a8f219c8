package tw.qiao.node.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.StructuredFields.BareItem;

/** Messages of nodes that know more than this one. */
class LaterVersionTest {
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);

    @Test
    void aSignatureMayHaveParametersThatThisVersionDoesNotKnowAndCoversThem() {
        var head = new RequestHead(
                "GET",
                "",
                "/r1/TW/GOV/RIS/household/persons/1",
                "",
                new Fields()
                        .add("content-digest", ContentDigest.of(new byte[0]))
                        .add("gx-client", "TW/GOV/QIAO/portal")
                        .add("gx-service", "TW/GOV/RIS/household/persons")
                        .add("gx-id", "01234567-89ab-4cde-8f01-23456789abcd")
                        .add("gx-purpose", "p")
                        .add("gx-basis", "b")
                        .add("gx-salt", "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0"));
        var clock = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put("created", new BareItem.Whole(clock.instant().getEpochSecond()));
        parameters.put("expires", new BareItem.Whole(clock.instant().getEpochSecond() + 10));
        parameters.put("nonce", new BareItem.Text("AAAAAAAAAAAAAAAAAAAAAA"));
        parameters.put("later", new BareItem.Text("some new meaning"));
        parameters.put("keyid", new BareItem.Text(KEY.verificationKey().id()));
        parameters.put("alg", new BareItem.Text(KEY.algorithm().label()));
        parameters.put("tag", new BareItem.Text(ExchangeSignature.TAG));
        new UnsignedMessage(head, Covered.of(head, Optional.empty(), parameters), KEY, false).sign();
        head.fields().add("gx-later", "nobody knows this field");

        var signature = ExchangeSignature.of(head);

        assertThat(signature.isMadeBy(KEY.verificationKey(), new VerifiedRoots()))
                .isTrue();
        assertThat(signature.takesTrailers()).isFalse();
        assertThat(head.fields().required("signature-input")).contains(";later=\"some new meaning\"");
    }
}
