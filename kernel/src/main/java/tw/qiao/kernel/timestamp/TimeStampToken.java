package tw.qiao.kernel.timestamp;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tw.qiao.kernel.Problem;

/** A time stamp (時戳, RFC 3161): an authority's signature over a digest and a time, as CMS SignedData (RFC 5652). */
public final class TimeStampToken {
    private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
    private static final String INFO = "1.2.840.113549.1.9.16.1.4";
    private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    private static final BigInteger VERSION = BigInteger.valueOf(3);
    private static final int MOST_CERTIFICATES = 10;

    private final byte[] encoded;
    private final byte[] content;
    private final TimeStampInfo info;
    private final List<X509Certificate> certificates;
    private final Signer signer;

    private TimeStampToken(byte[] der) {
        encoded = der.clone();
        var outer = DerValue.read(encoded).sequence();
        requireOid(outer.next(), SIGNED_DATA);
        var data = outer.next(DerValue.EXPLICIT).only().sequence();
        outer.end();
        if (!data.next().integer().equals(VERSION)) {
            throw DerValue.malformed();
        }
        data.next(DerValue.SET);
        var encapsulated = data.next().sequence();
        requireOid(encapsulated.next(), INFO);
        content = encapsulated.next(DerValue.EXPLICIT).only().octets();
        encapsulated.end();
        certificates = data.has(DerValue.EXPLICIT) ? certificates(data.next().parts()) : List.of();
        if (data.has(DerValue.EXPLICIT + 1)) {
            data.next();
        }
        signer = Signer.read(data.next(DerValue.SET).only().sequence());
        data.end();
        info = TimeStampInfo.read(content);
    }

    /** Reads a token; verifies nothing. */
    public static TimeStampToken parse(byte[] der) {
        return new TimeStampToken(der);
    }

    private static void requireOid(DerValue value, String oid) {
        if (!value.oid().equals(oid)) {
            throw DerValue.malformed();
        }
    }

    private static List<X509Certificate> certificates(List<DerValue> values) {
        if (values.size() > MOST_CERTIFICATES) {
            throw DerValue.malformed();
        }
        var certificates = new ArrayList<X509Certificate>();
        for (DerValue value : values) {
            try {
                var in = new ByteArrayInputStream(value.encoded());
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(in));
            } catch (CertificateException e) {
                throw DerValue.malformed();
            }
        }
        return certificates;
    }

    /** One signer, named by the issuer and number of its certificate. */
    private record Signer(
            DerValue issuer,
            BigInteger serial,
            String digest,
            DerValue signed,
            Map<String, DerValue> attributes,
            String algorithm,
            DerValue signature) {
        static Signer read(DerValue.Parts parts) {
            if (!parts.next().integer().equals(BigInteger.ONE)) {
                throw DerValue.malformed();
            }
            var name = parts.next().sequence();
            DerValue issuer = name.next(DerValue.SEQUENCE);
            BigInteger serial = name.next().integer();
            name.end();
            String digest = parts.next().sequence().next().oid();
            DerValue signed = parts.next(DerValue.EXPLICIT);
            String algorithm = parts.next().sequence().next().oid();
            DerValue signature = parts.next(DerValue.OCTETS);
            if (parts.has(DerValue.EXPLICIT + 1)) {
                parts.next();
            }
            parts.end();
            return new Signer(issuer, serial, digest, signed, byName(signed.parts()), algorithm, signature);
        }

        /** The octets that are signed: the attributes under the tag of a set (RFC 5652, 5.4). */
        byte[] covered() {
            byte[] attributesAsSet = signed.encoded();
            attributesAsSet[0] = DerValue.SET;
            return attributesAsSet;
        }

        private static Map<String, DerValue> byName(List<DerValue> attributes) {
            var out = new HashMap<String, DerValue>();
            for (DerValue attribute : attributes) {
                var parts = attribute.sequence();
                if (out.put(parts.next().oid(), parts.next(DerValue.SET).only()) != null) {
                    throw DerValue.malformed();
                }
                parts.end();
            }
            return out;
        }

        boolean isNamedBy(X509Certificate certificate) {
            return certificate.getSerialNumber().equals(serial)
                    && Arrays.equals(certificate.getIssuerX500Principal().getEncoded(), issuer.encoded());
        }

        DerValue attribute(String oid) {
            var value = attributes.get(oid);
            if (value == null) {
                throw DerValue.malformed();
            }
            return value;
        }
    }

    /** The token as it came. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** What it says. */
    public TimeStampInfo info() {
        return info;
    }

    /** The certificates that came with it. */
    public List<X509Certificate> certificates() {
        return List.copyOf(certificates);
    }

    /**
     * Promises that the holder of the returned certificate made this token, with a key that is for time stamps and was
     * valid at that time. Whether the holder is to be believed is another question.
     */
    public X509Certificate signer() {
        var certificate = certificates.stream()
                .filter(signer::isNamedBy)
                .findFirst()
                .orElseThrow(() -> refused("without_certificate", "does not hold the certificate of its signer"));
        requireAttributes(certificate);
        if (!isSignedBy(certificate)) {
            throw refused("not_signed", "is not signed by the certificate that it names");
        }
        AuthorityCertificate.require(certificate, info.time());
        return certificate;
    }

    private void requireAttributes(X509Certificate certificate) {
        requireOid(signer.attribute(CONTENT_TYPE), INFO);
        byte[] digest = Digests.digest(signer.digest(), content);
        if (!MessageDigest.isEqual(digest, signer.attribute(MESSAGE_DIGEST).octets()) || !names(certificate)) {
            throw refused("not_signed", "is signed over other content, or by another certificate");
        }
    }

    /** Whether the signed reference to the certificate (RFC 5035) is to this one. */
    private boolean names(X509Certificate certificate) {
        boolean second = signer.attributes().containsKey(SIGNING_CERTIFICATE_V2);
        var reference = signer.attribute(second ? SIGNING_CERTIFICATE_V2 : SIGNING_CERTIFICATE)
                .sequence()
                .next()
                .sequence()
                .next()
                .sequence();
        try {
            byte[] whole = certificate.getEncoded();
            String algorithm = second && reference.has(DerValue.SEQUENCE)
                    ? reference.next().sequence().next().oid()
                    : Digests.SHA_256;
            byte[] expected = second ? Digests.digest(algorithm, whole) : Digests.digestNamed("SHA-1", whole);
            return MessageDigest.isEqual(expected, reference.next().octets());
        } catch (CertificateException e) {
            return false;
        }
    }

    private boolean isSignedBy(X509Certificate certificate) {
        try {
            var verifier = Signature.getInstance(Digests.signature(signer.algorithm(), signer.digest()));
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(signer.covered());
            return verifier.verify(signer.signature().octets());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static Problem refused(String reason, String message) {
        return Problem.forbidden("time_stamp_" + reason, "The time stamp " + message);
    }
}
