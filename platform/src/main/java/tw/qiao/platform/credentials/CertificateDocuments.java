package tw.qiao.platform.credentials;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tw.qiao.platform.print.Printing;
import tw.qiao.platform.site.SiteProperties;

/** Writes certificates as PDF. The same certificate gives the same bytes. */
@Component
final class CertificateDocuments {
    private static final String TEMPLATE = "credentials/document.jte";

    private final TemplateEngine templates;
    private final Printing printing;
    private final SiteProperties site;
    private final Ornament ornament;

    CertificateDocuments(TemplateEngine templates, Printing printing, SiteProperties site) {
        this.templates = templates;
        this.printing = printing;
        this.site = site;
        this.ornament = new Ornament(printing.fonts().common());
    }

    /** The PDF of a certificate; its {@code pdfSha256} is not known yet and not used. */
    byte[] pdf(Certificate certificate) {
        return printing.pdf(
                html(certificate),
                certificate.issuedAt(),
                (document, renderer) -> ornament.draw(document, seal(renderer)));
    }

    private String html(Certificate certificate) {
        String address = site.address() + certificate.verificationPath();
        var out = new StringOutput();
        templates.render(
                TEMPLATE,
                Map.of(
                        "certificate",
                        certificate,
                        "issued",
                        certificate.issuedAt().atZone(CertificateHistory.TAIPEI).toLocalDate(),
                        "address",
                        address,
                        "qr",
                        QrCode.dataAddress(address),
                        "demo",
                        site.demo()),
                out);
        return out.toString();
    }

    private static Ornament.Place seal(PdfBoxRenderer renderer) {
        var place = renderer.findPagePositionsByID(Pattern.compile("seal")).getFirst();
        return new Ornament.Place(place.getPageNo(), place.getX(), place.getY());
    }
}
