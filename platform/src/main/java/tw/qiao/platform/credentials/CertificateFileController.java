package tw.qiao.platform.credentials;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tw.qiao.platform.identity.Role;
import tw.qiao.platform.identity.SignedIn;

/** Gives the PDF of a certificate to its holder and to officers of the agency that issued it. */
@Controller
class CertificateFileController {
    private final Certificates certificates;

    CertificateFileController(Certificates certificates) {
        this.certificates = certificates;
    }

    @GetMapping("/certificates/{id}.pdf")
    ResponseEntity<byte[]> download(@PathVariable String id, @AuthenticationPrincipal SignedIn person) {
        Certificate certificate = certificates
                .find(id)
                .filter(found -> found.content().holder().equals(person.account()) || isOfficerOf(found, person))
                .orElseThrow(Certificates::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("certificate-" + certificate.number() + ".pdf")
                                .build()
                                .toString())
                .body(certificates.pdf(certificate));
    }

    /** Whether {@code person} works for the agency that issued {@code certificate}. */
    static boolean isOfficerOf(Certificate certificate, SignedIn person) {
        return person.roles().contains(Role.OFFICER)
                && person.agency().equals(certificate.content().agency());
    }
}
