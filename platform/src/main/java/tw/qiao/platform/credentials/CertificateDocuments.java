package tw.qiao.platform.credentials;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tw.qiao.platform.site.SiteProperties;

/**
 * Writes certificates as tagged PDF (PDF/UA-1, ISO 14289-1) with all fonts embedded. The same certificate gives the
 * same bytes. Nothing is written when a single character could not be shown.
 */
@Component
final class CertificateDocuments {
    private static final String TEMPLATE = "credentials/document.jte";

    static {
        // The PDF library tells every step of every document otherwise.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final TemplateEngine templates;
    private final CertificateFonts fonts;
    private final SiteProperties site;
    private final Ornament ornament;

    CertificateDocuments(TemplateEngine templates, CertificateFonts fonts, SiteProperties site) {
        this.templates = templates;
        this.fonts = fonts;
        this.site = site;
        this.ornament = new Ornament(fonts.common());
    }

    /** The PDF of a certificate; its {@code pdfSha256} is not known yet and not used. */
    byte[] pdf(Certificate certificate) {
        Document text = parsed(html(certificate));
        List<FontFace> needed = fonts.covering(text.getDocumentElement().getTextContent());
        String families =
                String.join(", ", needed.stream().map(FontFace::family).toList());
        text.getElementsByTagName("style")
                .item(0)
                .appendChild(text.createTextNode("* { font-family: " + families + " }"));
        try (var document = new PDDocument()) {
            Ornament.Place seal = write(document, text, needed);
            ornament.draw(document, seal);
            date(document, certificate.issuedAt());
            var out = new ByteArrayOutputStream();
            document.save(out);
            byte[] pdf = out.toByteArray();
            PrintedText.of(pdf).requireAllOf(text);
            return pdf;
        } catch (IOException failure) {
            throw new UncheckedIOException("The certificate could not be written", failure);
        }
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

    private static Document parsed(String html) {
        try {
            var factory = DocumentBuilderFactory.newNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException | SAXException | IOException failure) {
            throw new IllegalStateException("The template of certificates is not well-formed", failure);
        }
    }

    private static Ornament.Place write(PDDocument document, Document text, List<FontFace> faces) throws IOException {
        var builder = new PdfRendererBuilder();
        builder.usePDDocument(document);
        builder.usePdfUaAccessibility(true);
        builder.withProducer("Qiao");
        builder.useUriResolver((_, address) -> address.startsWith("data:") ? address : null);
        builder.withW3cDocument(text, "");
        for (FontFace face : faces) {
            var font = new PDFontSupplier(PDType0Font.load(document, face.font(), true));
            builder.useFont(font, face.family(), 400, FontStyle.NORMAL, true);
        }
        try (var renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            return seal(renderer);
        }
    }

    private static Ornament.Place seal(PdfBoxRenderer renderer) {
        var place = renderer.findPagePositionsByID(Pattern.compile("seal")).getFirst();
        return new Ornament.Place(place.getPageNo(), place.getX(), place.getY());
    }

    // Without dates and an id of the certificate's own, PDFBox takes the clock's.
    private static void date(PDDocument document, Instant at) {
        var issued = GregorianCalendar.from(at.atZone(CertificateHistory.TAIPEI));
        document.getDocumentInformation().setCreationDate(issued);
        document.getDocumentInformation().setModificationDate(issued);
        document.setDocumentId(at.toEpochMilli());
    }
}
