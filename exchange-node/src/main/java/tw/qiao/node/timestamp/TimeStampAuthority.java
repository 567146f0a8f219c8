package tw.qiao.node.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.timestamp.AuthorityCertificate;

/** A small time-stamp authority (RFC 3161) for trials and tests; in earnest a qualified one is asked. */
public final class TimeStampAuthority {
    /** Under the arc for examples: these stamps promise nothing. */
    static final String POLICY = "2.999.1";

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 64;

    private final SigningKey key;
    private final X509Certificate certificate;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TimeStampAuthority(SigningKey key, X509Certificate certificate, Clock clock) {
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
    }

    /** The authority with the key in {@code home}; makes key and certificate where there are none. */
    public static TimeStampAuthority open(Path home, Clock clock) {
        try {
            Files.createDirectories(home);
            var key = SigningKey.readOrGenerate(home.resolve("tsa.pem"), SignatureAlgorithm.ECDSA_P256_SHA256);
            Path file = certificateFile(home);
            if (!Files.exists(file)) {
                Files.write(
                        file,
                        certificate(key, KeyPurposeId.id_kp_timeStamping, clock).getEncoded());
            }
            return new TimeStampAuthority(key, AuthorityCertificate.read(file), clock);
        } catch (IOException | GeneralSecurityException e) {
            throw Problem.unavailable("authority_keys_unwritable", "The keys cannot be written into " + home, e);
        }
    }

    /** The authority's certificate in its home, in DER. */
    public static Path certificateFile(Path home) {
        return home.resolve("tsa.crt");
    }

    static X509Certificate certificate(SigningKey key, KeyPurposeId usage, Clock clock)
            throws GeneralSecurityException, IOException {
        var name = new X500Principal("CN=Qiao trial time-stamp authority");
        var now = clock.instant();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALIDITY)),
                name,
                key.verificationKey().publicKey());
        try {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(usage));
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Its certificate, self-signed. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The answer to a query: a stamp, or a refusal in the form of RFC 3161. */
    public byte[] answer(byte[] query) {
        try {
            var responses = new TimeStampResponseGenerator(tokens(), TSPAlgorithms.ALLOWED);
            var serial = new BigInteger(SERIAL_BITS, random);
            try {
                return responses
                        .generate(new TimeStampRequest(query), serial, Date.from(clock.instant()))
                        .getEncoded();
            } catch (IOException | TSPException e) {
                return responses.generateRejectedResponse(e).getEncoded();
            }
        } catch (GeneralSecurityException | OperatorCreationException | TSPException | IOException e) {
            throw new IllegalStateException("The authority cannot stamp", e);
        }
    }

    private TimeStampTokenGenerator tokens() throws GeneralSecurityException, OperatorCreationException, TSPException {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key.privateKey(), certificate),
                digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ASN1ObjectIdentifier(POLICY));
        tokens.addCertificates(new JcaCertStore(List.of(certificate)));
        tokens.setAccuracySeconds(1);
        return tokens;
    }
}
