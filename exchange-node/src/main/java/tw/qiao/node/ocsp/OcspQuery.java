package tw.qiao.node.ocsp;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import tw.qiao.kernel.Problem;
import tw.qiao.node.ocsp.OcspAnswer.Status;

/** One question about one certificate, and what counts as its answer. */
final class OcspQuery {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration WITHOUT_END = Duration.ofHours(1);
    private static final int NONCE = 16;

    private final X509CertificateHolder issuer;
    private final CertificateID asked;
    private final Extension nonce;

    OcspQuery(X509Certificate certificate, X509Certificate issuer) {
        try {
            byte[] random = new byte[NONCE];
            new SecureRandom().nextBytes(random);
            this.issuer = new JcaX509CertificateHolder(issuer);
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            this.asked =
                    new CertificateID(digests.get(CertificateID.HASH_SHA1), this.issuer, certificate.getSerialNumber());
            this.nonce = new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(random).getEncoded());
        } catch (CertificateEncodingException | OperatorCreationException | OCSPException | IOException e) {
            throw new IllegalStateException("A certificate cannot be asked about", e);
        }
    }

    byte[] encoded() {
        try {
            return new OCSPReqBuilder()
                    .addRequest(asked)
                    .setRequestExtensions(new Extensions(nonce))
                    .build()
                    .getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("A question cannot be written", e);
        }
    }

    /** What {@code response} says. Throws a {@link Problem} where it does not count. */
    OcspAnswer answer(byte[] response, Instant now) {
        try {
            var whole = new OCSPResp(response);
            if (whole.getStatus() != OCSPResp.SUCCESSFUL
                    || !(whole.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw refused("refused", "The responder does not answer the question");
            }
            requireResponder(basic, now);
            requireNonce(basic);
            return told(basic, now);
        } catch (IOException | OCSPException | OperatorCreationException | CertException | RuntimeException e) {
            throw e instanceof Problem problem ? problem : refused("unreadable", "The answer cannot be read");
        }
    }

    /** The issuer itself answers, or somebody to whom it gave a certificate for that (RFC 6960, 4.2.2.2). */
    private void requireResponder(BasicOCSPResp answer, Instant now)
            throws OCSPException, OperatorCreationException, CertException {
        if (answer.isSignatureValid(verifier(issuer))) {
            return;
        }
        for (X509CertificateHolder responder : answer.getCerts()) {
            boolean named = responder.getIssuer().equals(issuer.getSubject())
                    && responder.isSignatureValid(verifier(issuer))
                    && responder.isValidOn(Date.from(now));
            var uses = ExtendedKeyUsage.fromExtensions(responder.getExtensions());
            boolean may = uses != null && uses.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
            if (named && may && answer.isSignatureValid(verifier(responder))) {
                return;
            }
        }
        throw refused("wrong_responder", "The answer is signed by nobody who may answer for the issuer");
    }

    private static ContentVerifierProvider verifier(X509CertificateHolder of) throws OperatorCreationException {
        try {
            return new JcaContentVerifierProviderBuilder().build(of);
        } catch (java.security.cert.CertificateException e) {
            throw new OperatorCreationException("A certificate has no key to verify with", e);
        }
    }

    /** Answers that were made beforehand have no nonce; their times tell whether they count. */
    private void requireNonce(BasicOCSPResp answer) {
        var echoed = answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (echoed != null && !echoed.getExtnValue().equals(nonce.getExtnValue())) {
            throw refused("wrong_nonce", "The answer is to another question");
        }
    }

    private OcspAnswer told(BasicOCSPResp answer, Instant now) throws OCSPException {
        SingleResp single = Arrays.stream(answer.getResponses())
                .filter(one -> one.getCertID().equals(asked))
                .findFirst()
                .orElseThrow(() -> refused("other_certificate", "The answer is about another certificate"));
        var from = single.getThisUpdate().toInstant();
        var until = single.getNextUpdate() == null
                ? from.plus(WITHOUT_END)
                : single.getNextUpdate().toInstant();
        if (from.isAfter(now.plus(SKEW)) || !until.isAfter(now)) {
            throw refused("stale", "The answer is not of now");
        }
        Object status = single.getCertStatus();
        if (status == null) { // which is how the library says good
            return new OcspAnswer(Status.GOOD, until);
        }
        return new OcspAnswer(status instanceof RevokedStatus ? Status.REVOKED : Status.UNKNOWN, until);
    }

    private static Problem refused(String reason, String message) {
        return Problem.forbidden("ocsp_" + reason, message);
    }
}
