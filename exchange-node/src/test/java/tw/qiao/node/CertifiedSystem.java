package tw.qiao.node;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.service.ServiceDeclaration;

/** A system behind a node at an https address, with a certificate that is as it should be or not. */
final class CertifiedSystem implements AutoCloseable {
    static final String PASSWORD = "changeit";

    final AtomicInteger asked = new AtomicInteger();
    private final String code;
    private final HttpsServer server;

    /** An authority that issues certificates of systems. */
    static final class Authority {
        private static final X500Principal NAME = new X500Principal("CN=Authority of an agency");

        private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
        private final Certificate own;

        Authority() throws Exception {
            own = certificate(NAME, key, Instant.now().plus(Duration.ofDays(1)), true, "");
        }

        private Certificate certificate(X500Principal of, SigningKey subject, Instant end, boolean issues, String host)
                throws Exception {
            var builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(end.minus(Duration.ofDays(10))),
                    Date.from(end),
                    of,
                    subject.verificationKey().publicKey());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issues));
            if (!host.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, host)));
            }
            var made = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()));
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(made.getEncoded()));
        }

        /** The file by which a Java process trusts it, and nobody else. */
        Path trusted(Path folder) throws Exception {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", own);
            Path file = folder.resolve("trusted.p12");
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        }
    }

    /** @param end when its certificate ends */
    CertifiedSystem(String code, Authority authority, String host, Instant end) throws Exception {
        this.code = code;
        var key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
        var certificate = authority.certificate(new X500Principal("CN=System"), key, end, false, host);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("system", key.privateKey(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", call -> {
            asked.incrementAndGet();
            try (call) {
                call.sendResponseHeaders(200, 2);
                call.getResponseBody().write(new byte[] {'o', 'k'});
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        server.start();
    }

    ServiceDeclaration declared() {
        return ServiceDeclaration.ofSystem(
                "household",
                code,
                code,
                code,
                "https://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
