package tw.qiao.platform.print;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.logging.Level;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Writes pages as tagged PDF (PDF/UA-1, ISO 14289-1) with all fonts embedded. The same page at the same moment gives
 * the same bytes. Nothing is written when a single character could not be shown.
 */
@Component
public final class Printing {
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    static {
        // The PDF library tells every step of every document otherwise.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final PrintFonts fonts;

    /** Prints with {@code fonts}. */
    public Printing(PrintFonts fonts) {
        this.fonts = fonts;
    }

    /** What is drawn on the finished pages. */
    @FunctionalInterface
    public interface Finish {
        /** Nothing. */
        Finish NONE = (_, _) -> {};

        /** Draws on {@code document}; {@code renderer} knows where things are. */
        void draw(PDDocument document, PdfBoxRenderer renderer) throws IOException;
    }

    /** The fonts that it prints with. */
    public PrintFonts fonts() {
        return fonts;
    }

    /** The PDF of a page in XHTML with one {@code style} and all pictures within it, dated {@code at}. */
    public byte[] pdf(String xhtml, Instant at, Finish finish) {
        Document text = parsed(xhtml);
        List<FontFace> needed = fonts.covering(text.getDocumentElement().getTextContent());
        String families =
                String.join(", ", needed.stream().map(FontFace::family).toList());
        text.getElementsByTagName("style")
                .item(0)
                .appendChild(text.createTextNode("* { font-family: " + families + " }"));
        try (var document = new PDDocument()) {
            write(document, text, needed, finish);
            date(document, at);
            var out = new ByteArrayOutputStream();
            document.save(out);
            byte[] pdf = out.toByteArray();
            PrintedText.of(pdf).requireAllOf(text);
            return pdf;
        } catch (IOException failure) {
            throw new UncheckedIOException("The document could not be written", failure);
        }
    }

    private static Document parsed(String xhtml) {
        try {
            var factory = DocumentBuilderFactory.newNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
        } catch (ParserConfigurationException | SAXException | IOException failure) {
            throw new IllegalStateException("The template of a document is not well-formed", failure);
        }
    }

    private static void write(PDDocument document, Document text, List<FontFace> faces, Finish finish)
            throws IOException {
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
            finish.draw(document, renderer);
        }
    }

    // Without dates and an id of the document's own, PDFBox takes the clock's.
    private static void date(PDDocument document, Instant at) {
        var made = GregorianCalendar.from(at.atZone(TAIPEI));
        document.getDocumentInformation().setCreationDate(made);
        document.getDocumentInformation().setModificationDate(made);
        document.setDocumentId(at.toEpochMilli());
    }
}
