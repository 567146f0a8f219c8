package tw.qiao.node.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.settings.NodeSettings;

/**
 * The keys of a node, each for one use: messages, checkpoints, cosignatures, connections.
 *
 * @param signing signs messages, P-256 or as its settings say
 * @param log signs checkpoints, Ed25519
 * @param logMlDsa signs the same checkpoints, ML-DSA-44
 * @param witness cosigns the checkpoints of others, Ed25519, or ML-DSA-44 where such a key is put in its place
 * @param tls proves the node's identity in TLS, P-256
 * @param certificate self-signed for {@code tls}; peers recognise it by its key in the registry
 */
public record NodeKeys(
        SigningKey signing,
        SigningKey log,
        SigningKey logMlDsa,
        SigningKey witness,
        SigningKey tls,
        X509Certificate certificate) {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int LINE = 64;

    /** Makes the keys of a node that signs messages with P-256. */
    public static NodeKeys create(Path home, Clock clock, Ids ids) {
        return create(home, SignatureAlgorithm.ECDSA_P256_SHA256, clock, ids);
    }

    /** Makes the keys and writes them into {@code home}, each file readable by its owner only. */
    public static NodeKeys create(Path home, SignatureAlgorithm algorithm, Clock clock, Ids ids) {
        var changing = Changing.create(home, algorithm, clock, ids);
        var log = SigningKey.generate(SignatureAlgorithm.ED25519);
        log.write(home.resolve("log.pem"));
        return new NodeKeys(
                changing.signing(), log, logMlDsa(home), witness(home), changing.tls(), changing.certificate());
    }

    /**
     * The keys that a node may change while it runs.
     *
     * @param signing signs messages
     * @param tls proves the node's identity in TLS
     * @param certificate self-signed for {@code tls}
     */
    public record Changing(SigningKey signing, SigningKey tls, X509Certificate certificate) {
        /**
         * Makes such keys and writes them into {@code folder}: {@code signing.pem}, {@code tls.pem}, {@code tls.crt}.
         */
        public static Changing create(Path folder, SignatureAlgorithm algorithm, Clock clock, Ids ids) {
            var signing = SigningKey.generate(algorithm);
            var tls = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
            try {
                var certificate = NodeKeys.certificate(tls, VALIDITY, clock, ids);
                Files.createDirectories(folder);
                signing.write(folder.resolve("signing.pem"));
                tls.write(folder.resolve("tls.pem"));
                Files.writeString(folder.resolve("tls.crt"), pem(certificate.getEncoded()));
                return new Changing(signing, tls, certificate);
            } catch (IOException | GeneralSecurityException e) {
                throw Problem.unavailable("node_keys_unwritable", "The keys cannot be written into " + folder, e);
            }
        }
    }

    /** Nodes that were set up before they had this key make it when they read their keys. */
    private static SigningKey logMlDsa(Path home) {
        return SigningKey.readOrGenerate(home.resolve("log-ml-dsa.pem"), SignatureAlgorithm.ML_DSA_44);
    }

    private static SigningKey witness(Path home) {
        return SigningKey.readOrGenerate(home.resolve("witness.pem"), SignatureAlgorithm.ED25519);
    }

    /** Reads the keys in {@code home}. */
    public static NodeKeys read(Path home) {
        return read(home, logMlDsa(home), witness(home));
    }

    /** As {@link #read(Path)}, but writes nothing: what a start would make is another key each time. */
    public static NodeKeys look(Path home) {
        return read(
                home,
                look(home.resolve("log-ml-dsa.pem"), SignatureAlgorithm.ML_DSA_44),
                look(home.resolve("witness.pem"), SignatureAlgorithm.ED25519));
    }

    private static SigningKey look(Path file, SignatureAlgorithm algorithm) {
        return Files.exists(file) ? SigningKey.read(file) : SigningKey.generate(algorithm);
    }

    private static NodeKeys read(Path home, SigningKey logMlDsa, SigningKey witness) {
        try {
            byte[] pem = Files.readAllBytes(home.resolve("tls.crt"));
            var certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return new NodeKeys(
                    SigningKey.read(home.resolve("signing.pem")),
                    SigningKey.read(home.resolve("log.pem")),
                    logMlDsa,
                    witness,
                    SigningKey.read(home.resolve("tls.pem")),
                    (X509Certificate) certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw Problem.unavailable("node_keys_unreadable", "The keys in " + home + " cannot be read", e);
        }
    }

    /** Reads the keys in {@code home}, or makes them where there are none. */
    public static NodeKeys readOrCreate(Path home, SignatureAlgorithm algorithm, Clock clock, Ids ids) {
        return Files.exists(home.resolve("signing.pem")) ? read(home) : create(home, algorithm, clock, ids);
    }

    /** Reads the keys in {@code home}, or makes those of a node that signs messages with P-256. */
    public static NodeKeys readOrCreate(Path home, Clock clock, Ids ids) {
        return readOrCreate(home, SignatureAlgorithm.ECDSA_P256_SHA256, clock, ids);
    }

    /** The keys that a node uses by its settings: those in its home, or the signing key in a token. */
    public static NodeKeys used(NodeSettings settings, Clock clock, Ids ids) {
        var keys = readOrCreate(settings.home(), settings.options().signatureAlgorithm(), clock, ids);
        return settings.options()
                .operations()
                .token()
                .map(token -> keys.withSigning(SigningToken.open(token, settings.home())))
                .orElse(keys);
    }

    public NodeKeys withSigning(SigningKey other) {
        return new NodeKeys(other, log, logMlDsa, witness, tls, certificate);
    }

    /** How other nodes reach and recognise the node with these keys, for the registry. */
    public NodeAddress address(String url, String logOrigin) {
        return new NodeAddress(
                url,
                tls.verificationKey().id(),
                signing.verificationKey(),
                logOrigin,
                log.verificationKey(),
                Optional.of(logMlDsa.verificationKey()),
                Optional.of(witness.verificationKey()));
    }

    /** A new certificate for the TLS key of {@code keys}, in PEM. */
    public static String renewed(NodeKeys keys, Duration validity, Clock clock, Ids ids) {
        try {
            return pem(certificate(keys.tls(), validity, clock, ids).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform makes certificates", e);
        }
    }

    /** Refuses a certificate that is not of the key. */
    public NodeKeys requireMatching() {
        if (!keyId(certificate).equals(tls.verificationKey().id())) {
            throw Problem.of("node_keys_mismatch", 500, false, "tls.crt is not the certificate of the key in tls.pem");
        }
        return this;
    }

    /** SHA-256 of the key in a certificate, as the registry writes it; empty when no node can have that key. */
    public static String keyId(X509Certificate certificate) {
        try {
            return VerificationKey.of(certificate.getPublicKey().getEncoded()).id();
        } catch (Problem e) {
            return "";
        }
    }

    private static X509Certificate certificate(SigningKey key, Duration validity, Clock clock, Ids ids)
            throws GeneralSecurityException {
        var name = new X500Principal("CN=exchange-node");
        var now = clock.instant();
        var serial = new BigInteger(ids.uuid().toString().replace("-", ""), 16);
        var builder = new JcaX509v3CertificateBuilder(
                name,
                serial,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(validity)),
                name,
                key.verificationKey().publicKey());
        try {
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()));
            var in = new ByteArrayInputStream(holder.getEncoded());
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (OperatorCreationException | IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    public static String pem(byte[] der) {
        var encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(der) + "\n-----END CERTIFICATE-----\n";
    }
}
