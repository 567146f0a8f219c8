package tw.qiao.platform.credentials;

import java.time.Instant;

/**
 * A certificate (證書) as it was issued. It never changes; only its status does.
 *
 * @param id 128 random bits in base64url: whoever knows it may verify the certificate
 * @param number the number that people read and type, such as {@code 7K3M-9XQ2-4HTN7}
 * @param content what it certifies
 * @param pdfSha256 the SHA-256 of its PDF in lower-case hexadecimal
 */
public record Certificate(String id, String number, CertificateRequest content, Instant issuedAt, String pdfSha256) {
    /** The path of the page at which anyone verifies it. */
    public String verificationPath() {
        return "/verify/" + id;
    }

    /** The path from which its holder downloads the PDF. */
    public String downloadPath() {
        return "/certificates/" + id + ".pdf";
    }

    @Override
    public String toString() {
        return "Certificate[" + number + "]";
    }
}
