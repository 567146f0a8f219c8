package tw.qiao.node.ocsp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import tw.qiao.kernel.Problem;

/** Asks the responders of issuers over HTTP (RFC 6960, appendix A). */
final class OcspClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LARGEST = 64 * 1024;

    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    OcspClient(Clock clock) {
        this.clock = clock;
    }

    /** Where the certificate says that its status is told; empty where it names no such place. */
    static Optional<URI> responder(X509Certificate certificate) {
        try {
            var access = AuthorityInformationAccess.fromExtensions(
                    new JcaX509CertificateHolder(certificate).getExtensions());
            if (access == null) {
                return Optional.empty();
            }
            for (AccessDescription place : access.getAccessDescriptions()) {
                if (place.getAccessMethod().equals(AccessDescription.id_ad_ocsp)
                        && place.getAccessLocation().getTagNo() == GeneralName.uniformResourceIdentifier) {
                    return Optional.of(
                            URI.create(place.getAccessLocation().getName().toString()));
                }
            }
            return Optional.empty();
        } catch (CertificateEncodingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** What the responder says. Throws a {@link Problem} where it does not say it, or it does not count. */
    OcspAnswer ask(URI responder, X509Certificate certificate, X509Certificate issuer) {
        var query = new OcspQuery(certificate, issuer);
        return query.answer(asked(responder, query.encoded()), clock.instant());
    }

    private byte[] asked(URI responder, byte[] query) {
        try {
            var request = HttpRequest.newBuilder(responder)
                    .timeout(PATIENCE)
                    .header("content-type", "application/ocsp-request")
                    .POST(BodyPublishers.ofByteArray(query))
                    .build();
            var reply = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            if (reply.statusCode() != 200) {
                throw Problem.unavailable("ocsp_refused", "The responder answers with " + reply.statusCode());
            }
            return reply.body();
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.unavailable("ocsp_unreachable", "The responder does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("ocsp_unreachable", "The responder was not waited for", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
