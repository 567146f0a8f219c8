package tw.qiao.platform.credentials;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.w3c.dom.Document;
import tw.qiao.kernel.Problem;

/**
 * What a reader of a finished PDF gets. A missing glyph or a name that a font replaced by {@code #} is found here,
 * before anybody relies on the document.
 */
record PrintedText(String text) {
    /** Collects the characters alone: which of them make a line does not matter here, and costs most of the time. */
    private static final class Characters extends PDFTextStripper {
        private final StringBuilder all = new StringBuilder();

        @Override
        public void showForm(PDFormXObject form) {} // drawings are forms of their own, without text

        @Override
        protected void processTextPosition(TextPosition text) {
            all.append(text.getUnicode());
        }
    }

    static PrintedText of(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            var characters = new Characters();
            characters.writeText(document, Writer.nullWriter());
            return new PrintedText(characters.all.toString());
        }
    }

    /**
     * Promises that the PDF shows every character of the body of {@code source} as often as it stands there.
     *
     * @throws Problem {@code certificate_text_damaged}
     */
    void requireAllOf(Document source) {
        Map<Integer, Integer> left =
                counted(source.getElementsByTagName("body").item(0).getTextContent());
        counted(text).forEach((character, times) -> left.merge(character, -times, Integer::sum));
        long lost = left.values().stream().filter(times -> times > 0).count();
        if (lost > 0) {
            throw Problem.of(
                    "certificate_text_damaged",
                    500,
                    false,
                    lost + " characters did not survive into the PDF; the certificate was not issued");
        }
    }

    private static Map<Integer, Integer> counted(String text) {
        var counts = new HashMap<Integer, Integer>();
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .forEach(c -> counts.merge(c, 1, Integer::sum));
        return counts;
    }
}
