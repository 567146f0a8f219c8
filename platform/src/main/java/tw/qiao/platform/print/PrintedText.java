package tw.qiao.platform.print;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.state.Restore;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.text.BeginText;
import org.apache.pdfbox.contentstream.operator.text.EndText;
import org.apache.pdfbox.contentstream.operator.text.SetFontAndSize;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.w3c.dom.Document;
import tw.qiao.kernel.Problem;

/**
 * What a reader of a finished PDF gets. A missing glyph or a name that a font replaced by {@code #} is found here,
 * before anybody relies on the document.
 */
record PrintedText(String text) {
    /** Reads only what the operators of text show: fonts and codes, not places, colours or drawings. */
    private static final class Characters extends PDFStreamEngine {
        private final StringBuilder all = new StringBuilder();

        Characters() {
            addOperator(new BeginText(this));
            addOperator(new EndText(this));
            addOperator(new Save(this));
            addOperator(new Restore(this));
            addOperator(new SetFontAndSize(this));
            addOperator(new ShowText(this));
            addOperator(new ShowTextAdjusted(this));
        }

        @Override
        protected void showText(byte[] codes) throws IOException {
            PDFont font =
                    Objects.requireNonNull(getGraphicsState().getTextState().getFont(), "text without a font");
            for (var left = new ByteArrayInputStream(codes); left.available() > 0; ) {
                String shown = font.toUnicode(font.readCode(left));
                all.append(shown == null ? "" : shown);
            }
        }
    }

    static PrintedText of(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            var characters = new Characters();
            for (PDPage page : document.getPages()) {
                characters.processPage(page);
            }
            return new PrintedText(characters.all.toString());
        }
    }

    /**
     * Promises that the PDF shows every character of the body of {@code source} as often as it stands there.
     *
     * @throws Problem {@code print_text_damaged}
     */
    void requireAllOf(Document source) {
        Map<Integer, Integer> left =
                counted(source.getElementsByTagName("body").item(0).getTextContent());
        counted(text).forEach((character, times) -> left.merge(character, -times, Integer::sum));
        long lost = left.values().stream().filter(times -> times > 0).count();
        if (lost > 0) {
            throw Problem.of(
                    "print_text_damaged",
                    500,
                    false,
                    lost + " characters did not survive into the PDF; the document was not made");
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
