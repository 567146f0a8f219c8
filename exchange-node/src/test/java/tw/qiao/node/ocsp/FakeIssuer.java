package tw.qiao.node.ocsp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** An authority that issues certificates, and tells their status as each test wants it. */
public final class FakeIssuer implements AutoCloseable {
    /** How it answers. */
    public enum Mood {
        GOOD,
        GOOD_BY_DELEGATE,
        GOOD_WITHOUT_NONCE,
        REVOKED,
        UNKNOWN,
        STALE,
        WRONG_RESPONDER,
        DELEGATE_WITHOUT_MANDATE,
        WRONG_NONCE,
        OTHER_CERTIFICATE,
        BROKEN,
        SILENT
    }

    static final Duration COUNTS = Duration.ofHours(1);
    private static final X500Principal NAME = new X500Principal("CN=Fake authority");

    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final SigningKey other = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final AtomicInteger questions = new AtomicInteger();
    private final HttpServer server;
    private volatile Mood mood = Mood.GOOD;

    public FakeIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on it answers like this. */
    public void answers(Mood now) {
        mood = now;
    }

    int questions() {
        return questions.get();
    }

    /** Its own certificate. */
    public X509Certificate certificate() {
        return parsed(certificate(
                key.verificationKey().publicKey(), NAME, Instant.now().plus(Duration.ofDays(9)), null));
    }

    /** A certificate for {@code subject} that names its responder. */
    public X509Certificate issue(PublicKey subject, Instant end) {
        var place = new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp,
                new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        try {
            return parsed(certificate(
                    subject,
                    new X500Principal("CN=exchange-node"),
                    end,
                    new Extension(Extension.authorityInfoAccess, false, place.getEncoded())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509CertificateHolder certificate(
            PublicKey subject, X500Principal name, Instant end, @Nullable Extension extension) {
        var builder = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(end.minus(Duration.ofDays(10))),
                Date.from(end),
                name,
                subject);
        try {
            if (extension != null) {
                builder.addExtension(extension);
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate parsed(X509CertificateHolder holder) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            questions.incrementAndGet();
            byte[] question = exchange.getRequestBody().readAllBytes();
            if (mood == Mood.SILENT) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] answer = mood == Mood.BROKEN ? new byte[] {1, 2, 3} : made(new OCSPReq(question));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private byte[] made(OCSPReq question) throws Exception {
        var asked = question.getRequestList()[0].getCertID();
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var about = mood == Mood.OTHER_CERTIFICATE
                ? new CertificateID(
                        digests.get(CertificateID.HASH_SHA1),
                        new JcaX509CertificateHolder(certificate()),
                        asked.getSerialNumber().add(BigInteger.ONE))
                : asked;
        var now = Instant.now();
        var status = switch (mood) {
            case REVOKED -> new RevokedStatus(Date.from(now), 1);
            case UNKNOWN -> new UnknownStatus();
            default -> CertificateStatus.GOOD;
        };
        var from = mood == Mood.STALE ? now.minus(COUNTS.multipliedBy(2)) : now;
        boolean byOther =
                mood == Mood.WRONG_RESPONDER || mood == Mood.GOOD_BY_DELEGATE || mood == Mood.DELEGATE_WITHOUT_MANDATE;
        var signing = byOther ? other : key;
        var response = new BasicOCSPRespBuilder(new RespID(new JcaX509CertificateHolder(certificate()).getSubject()));
        response.addResponse(about, status, Date.from(from), Date.from(from.plus(COUNTS)));
        var nonce = question.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (mood == Mood.WRONG_NONCE) {
            nonce = new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(new byte[16]).getEncoded());
        }
        if (mood != Mood.GOOD_WITHOUT_NONCE) {
            response.setResponseExtensions(new Extensions(nonce));
        }
        var chain = switch (mood) {
            case GOOD_BY_DELEGATE ->
                new X509CertificateHolder[] {
                    delegate(new Extension(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning).getEncoded()))
                };
            case DELEGATE_WITHOUT_MANDATE -> new X509CertificateHolder[] {delegate(null)};
            default -> new X509CertificateHolder[0];
        };
        var basic = response.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(signing.privateKey()), chain, Date.from(now));
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
    }

    private X509CertificateHolder delegate(@Nullable Extension extension) {
        return certificate(
                other.verificationKey().publicKey(),
                new X500Principal("CN=Fake responder"),
                Instant.now().plus(Duration.ofDays(9)),
                extension);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
