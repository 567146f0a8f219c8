package tw.qiao.platform.credentials;

import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.print.FontFace;

/**
 * What makes a sheet look like a certificate: a woven frame, a pale rosette and a red seal-like mark. All of it is
 * drawn in lines and marked as an artifact, so that screen readers pass over it.
 */
final class Ornament {
    private static final float MILLIMETRE = 72 / 25.4f;
    private static final float WIDTH = 210 * MILLIMETRE;
    private static final float HEIGHT = 297 * MILLIMETRE;
    private static final float SEAL_SIZE = 27 * MILLIMETRE;
    private static final COSName ARTIFACT = COSName.getPDFName("Artifact");
    private static final String[] SEAL = {"電", "子", "證", "書"};

    private final FontFace face;
    private volatile byte @Nullable [] sheet;

    Ornament(FontFace face) {
        this.face = face;
    }

    /** The lower left corner of the mark, in points from the lower left corner of a page counted from 0. */
    record Place(int page, float left, float bottom) {}

    /** Draws the frame and the rosette behind every page, and the mark in its place. */
    void draw(PDDocument document, Place seal) throws IOException {
        var drawing = form(document);
        for (int i = 0; i < document.getNumberOfPages(); i++) {
            draw(document, document.getPage(i), drawing, seal.page() == i ? seal : null);
        }
    }

    private void draw(PDDocument document, PDPage page, PDFormXObject drawing, @Nullable Place seal)
            throws IOException {
        try (var sheet = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.PREPEND, true, false)) {
            sheet.beginMarkedContent(ARTIFACT);
            sheet.saveGraphicsState();
            sheet.drawForm(drawing);
            if (seal != null) {
                seal(sheet, seal.left(), seal.bottom(), SEAL_SIZE);
            }
            sheet.restoreGraphicsState();
            sheet.endMarkedContent();
        }
    }

    // Frame and rosette are some 15,000 strokes and always the same, so they are drawn and packed once.
    private PDFormXObject form(PDDocument document) throws IOException {
        byte[] packed = sheet;
        if (packed == null) {
            packed = packed();
            sheet = packed;
        }
        var form = new PDFormXObject(document);
        form.setBBox(new PDRectangle(WIDTH, HEIGHT));
        form.setResources(new PDResources());
        form.getCOSObject().setItem(COSName.FILTER, COSName.FLATE_DECODE);
        try (var out = form.getCOSObject().createRawOutputStream()) {
            out.write(packed);
        }
        return form;
    }

    private static byte[] packed() throws IOException {
        try (var document = new PDDocument()) {
            var page = new PDPage(new PDRectangle(WIDTH, HEIGHT));
            try (var sheet = new PDPageContentStream(document, page)) {
                rosette(sheet, WIDTH / 2, HEIGHT * 0.53f, 62 * MILLIMETRE);
                frame(sheet);
            }
            try (var in = page.getContentStreams().next().createInputStream(List.of("FlateDecode"))) {
                return in.readAllBytes();
            }
        }
    }

    private static void frame(PDPageContentStream sheet) throws IOException {
        sheet.setStrokingColor(0.043f, 0.290f, 0.322f);
        rectangle(sheet, 9 * MILLIMETRE, 1.4f);
        rectangle(sheet, 16.2f * MILLIMETRE, 0.6f);
        sheet.setLineWidth(0.35f);
        sheet.setStrokingColor(0.16f, 0.46f, 0.48f);
        float inset = 12.6f * MILLIMETRE;
        for (int strand = 0; strand < 4; strand++) {
            weave(sheet, inset, strand * Math.PI / 2);
        }
    }

    private static void rectangle(PDPageContentStream sheet, float inset, float width) throws IOException {
        sheet.setLineWidth(width);
        sheet.addRect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset);
        sheet.stroke();
    }

    private static void weave(PDPageContentStream sheet, float inset, double phase) throws IOException {
        float across = WIDTH - 2 * inset;
        float up = HEIGHT - 2 * inset;
        double swing = 2.7 * MILLIMETRE;
        for (float side : new float[] {inset, HEIGHT - inset}) {
            int waves = 22;
            for (int i = 0; i <= waves * 12; i++) {
                double at = i / (waves * 12.0);
                point(sheet, i == 0, inset + at * across, side + swing * Math.sin(at * waves * 2 * Math.PI + phase));
            }
            sheet.stroke();
        }
        for (float side : new float[] {inset, WIDTH - inset}) {
            int waves = 32;
            for (int i = 0; i <= waves * 12; i++) {
                double at = i / (waves * 12.0);
                point(sheet, i == 0, side + swing * Math.sin(at * waves * 2 * Math.PI + phase), inset + at * up);
            }
            sheet.stroke();
        }
    }

    private static void rosette(PDPageContentStream sheet, float x, float y, float radius) throws IOException {
        sheet.setLineWidth(0.3f);
        sheet.setStrokingColor(0.86f, 0.925f, 0.925f);
        for (int ring = 0; ring < 9; ring++) {
            double middle = radius * (1 - ring * 0.075);
            double swing = radius * 0.11;
            for (int i = 0; i <= 720; i++) {
                double angle = i * Math.PI / 360;
                double r = middle + swing * Math.sin(angle * 24 + ring * Math.PI / 3);
                point(sheet, i == 0, x + r * Math.cos(angle), y + r * Math.sin(angle));
            }
            sheet.stroke();
        }
    }

    private static void point(PDPageContentStream sheet, boolean first, double x, double y) throws IOException {
        if (first) {
            sheet.moveTo((float) x, (float) y);
        } else {
            sheet.lineTo((float) x, (float) y);
        }
    }

    // The characters are drawn as shapes, read from the right column to the left as on a seal.
    private void seal(PDPageContentStream sheet, float left, float bottom, float size) throws IOException {
        sheet.setStrokingColor(0.72f, 0.12f, 0.10f);
        sheet.setNonStrokingColor(0.72f, 0.12f, 0.10f);
        sheet.setLineWidth(2.2f);
        sheet.addRect(left, bottom, size, size);
        sheet.stroke();
        sheet.setLineWidth(0.6f);
        float gap = size * 0.05f;
        sheet.addRect(left + gap, bottom + gap, size - 2 * gap, size - 2 * gap);
        sheet.stroke();
        float cell = (size - 2 * gap) / 2;
        for (int i = 0; i < SEAL.length; i++) {
            float x = left + gap + (i < 2 ? cell : 0);
            float y = bottom + gap + (i % 2 == 0 ? cell : 0);
            glyph(sheet, SEAL[i], x + cell * 0.07f, y + cell * 0.16f, cell * 0.86f);
        }
    }

    private void glyph(PDPageContentStream sheet, String character, float x, float y, float size) throws IOException {
        var font = face.font();
        int glyph = font.getUnicodeCmapLookup().getGlyphId(character.codePointAt(0));
        double scale = size / font.getUnitsPerEm();
        var transform = new AffineTransform(scale, 0, 0, scale, x, y);
        fill(sheet, font.getGlyph().getGlyph(glyph).getPath().getPathIterator(transform));
    }

    private static void fill(PDPageContentStream sheet, PathIterator path) throws IOException {
        float[] c = new float[6];
        float lastX = 0;
        float lastY = 0;
        for (; !path.isDone(); path.next()) {
            switch (path.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> sheet.moveTo(c[0], c[1]);
                case PathIterator.SEG_LINETO -> sheet.lineTo(c[0], c[1]);
                case PathIterator.SEG_QUADTO ->
                    sheet.curveTo(
                            lastX + (c[0] - lastX) * 2 / 3,
                            lastY + (c[1] - lastY) * 2 / 3,
                            c[2] + (c[0] - c[2]) * 2 / 3,
                            c[3] + (c[1] - c[3]) * 2 / 3,
                            c[2],
                            c[3]);
                case PathIterator.SEG_CUBICTO -> sheet.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
                default -> sheet.closePath();
            }
            int end = path.currentSegment(c) == PathIterator.SEG_QUADTO ? 2 : 0;
            lastX = c[end];
            lastY = c[end + 1];
        }
        sheet.fill();
    }
}
