package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.credentials.CertificateRequest.Line;
import tw.qiao.platform.print.PrintFonts;
import tw.qiao.platform.print.Printing;
import tw.qiao.platform.site.SiteProperties;

class CertificateDocumentsTest {
    private static final Path FULL_FONTS = Path.of("/usr/share/fonts/truetype/cns11643");
    private static final Path NO_FONTS = Path.of("no-such-folder");
    private final CertificateDocuments documents = documents(NO_FONTS);

    static CertificateDocuments documents(Path fonts) {
        return new CertificateDocuments(
                TemplateEngine.createPrecompiled(ContentType.Html),
                new Printing(new PrintFonts(fonts)),
                new SiteProperties(true, "https://qiao.example"));
    }

    static Certificate certificate(String holderName, Line... more) {
        List<Line> lines = new ArrayList<>(List.of(
                new Line("公司名稱", "Firm", holderName),
                new Line("統一編號", "Unified business number", "12345675"),
                new Line("登記等級", "Grade", "甲等綜合營造業"),
                new Line("代表人", "Representative", "陳𠀋明"),
                new Line("資本額", "Capital", "新臺幣 22,500,000 元"),
                new Line("營業地址", "Address", "臺北市大安區龍門里和平東路二段 106 號 3 樓"),
                new Line("專任工程人員", "Full-time engineer", "林淑芬（土木工程技師，技證字第 009812 號）")));
        lines.addAll(List.of(more));
        var content = new CertificateRequest(
                new UUID(1, 2),
                new UUID(3, 4),
                "construction-firm",
                "綜合營造業登記證書",
                "Certificate of Registration of a Construction Firm",
                holderName,
                lines,
                LocalDate.of(2026, 11, 21),
                LocalDate.of(2031, 11, 20),
                "內政部國土管理署",
                "National Land Management Agency",
                "TW/GOV/NLMA");
        return new Certificate(
                "AAECAwQFBgcICQoLDA0ODw", "7K3M-9XQ2-4HTN7", content, Instant.parse("2026-11-21T03:00:00Z"), "");
    }

    @Test
    void showsEveryLineAndTheRareCharacterOfAName() throws IOException {
        String text = text(documents.pdf(certificate("大同營造股份有限公司")));

        assertThat(text)
                .contains("綜合營造業登記證書", "7K3M-9XQ2-4HTN7", "陳𠀋明", "新臺幣 22,500,000 元", "民國115年11月21日")
                .doesNotContain("#");
    }

    @Test
    void isTaggedAndSaysItsTitleAndItsLanguages() throws IOException {
        try (var document = Loader.loadPDF(documents.pdf(certificate("大同營造")))) {
            var catalog = document.getDocumentCatalog();
            var tree = catalog.getStructureTreeRoot();
            var types = elements(tree).map(PDStructureElement::getStructureType);

            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getLanguage()).isEqualTo("zh-Hant-TW");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("綜合營造業登記證書 7K3M-9XQ2-4HTN7");
            assertThat(types).contains("H1", "P", "Table", "TR", "TH", "TD", "Figure");
            assertThat(figure(tree).getAlternateDescription())
                    .isEqualTo("QR：https://qiao.example/verify/AAECAwQFBgcICQoLDA0ODw");
            assertThat(new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .contains("pdfuaid:part");
        }
    }

    @Test
    void carriesAQrCodeOfItsVerificationAddress() throws Exception {
        try (var document = Loader.loadPDF(documents.pdf(certificate("大同營造")))) {
            var picture = new PDFRenderer(document).renderImageWithDPI(0, 150);
            int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
            var source = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels);

            var read = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(source)),
                            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE));

            assertThat(read.getText()).isEqualTo("https://qiao.example/verify/AAECAwQFBgcICQoLDA0ODw");
        }
    }

    @Test
    void embedsEveryFont() throws IOException {
        try (var document = Loader.loadPDF(documents.pdf(certificate("大同營造")))) {
            var resources = document.getPage(0).getResources();
            for (var name : resources.getFontNames()) {
                assertThat(resources.getFont(name).isEmbedded()).isTrue();
            }
        }
    }

    @Test
    void continuesOnASecondPageWhenItSaysALot() throws IOException {
        Line[] more = new Line[6];
        Arrays.setAll(more, i -> new Line("附註" + i, "Note", "這是很長的附註。".repeat(8)));

        try (var document = Loader.loadPDF(documents.pdf(certificate("大同營造", more)))) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
    }

    @Test
    void readsTheFullFontsWhenANameNeedsThem() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(FULL_FONTS.resolve("TW-Sung-98_1.ttf")));

        String text = text(documents(FULL_FONTS).pdf(certificate("龘𠁆營造")));

        assertThat(text).contains("龘𠁆營造");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> documents.pdf(certificate("龘𠁆營造")))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("print_fonts_missing"));
    }

    private static PDStructureElement figure(PDStructureNode node) {
        return elements(node)
                .filter(element -> element.getStructureType().equals("Figure"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<PDStructureElement> elements(PDStructureNode node) {
        return node.getKids().stream()
                .filter(PDStructureElement.class::isInstance)
                .map(PDStructureElement.class::cast)
                .flatMap(element -> Stream.concat(Stream.of(element), elements(element)));
    }

    @Test
    void refusesACharacterThatNoFontShows() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> documents.pdf(certificate("\uE000\uE001營造")))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("print_fonts_missing"))
                .withMessageStartingWith("2 characters");
    }

    @Test
    void writesTheSameBytesForTheSameCertificate() {
        assertThat(documents.pdf(certificate("大同營造"))).isEqualTo(documents.pdf(certificate("大同營造")));
    }

    @Test
    void writesManyAtOnce() throws Exception {
        byte[] expected = documents.pdf(certificate("大同營造"));
        Callable<byte[]> task = () -> documents.pdf(certificate("大同營造"));

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var pdf : threads.invokeAll(Collections.nCopies(32, task))) {
                assertThat(pdf.get()).isEqualTo(expected);
            }
        }
    }

    static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
