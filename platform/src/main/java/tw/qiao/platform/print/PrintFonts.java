package tw.qiao.platform.print;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;

/**
 * The fonts of documents: TW-Sung of 全字庫 (CNS 11643), and a serif for Latin letters and digits.
 *
 * <p>A small part of it comes with the platform and covers the common characters and those of names and places. The
 * full fonts of 130 MB are read only when a text needs them, from the folder {@code qiao.print.fonts}.
 */
public final class PrintFonts {
    private static final String COMMON = "TW-Sung-subset.ttf";
    private static final List<String> SHIPPED = List.of("Qiao-Latin.ttf", COMMON, "TW-Sung-Ext-B-subset.ttf");
    private static final List<String> FULL =
            List.of("TW-Sung-98_1.ttf", "TW-Sung-Ext-B-98_1.ttf", "TW-Sung-Plus-98_1.ttf");

    private final List<FontFace> faces;
    private final boolean complete;

    /** Takes the full fonts from {@code folder}, if they are there. */
    public PrintFonts(Path folder) {
        List<Path> installed =
                FULL.stream().map(folder::resolve).filter(Files::isReadable).toList();
        complete = installed.size() == FULL.size();
        var all = new ArrayList<FontFace>();
        SHIPPED.forEach(file -> all.add(new FontFace(family(file), () -> shipped(file))));
        installed.forEach(file ->
                all.add(new FontFace(family(String.valueOf(file.getFileName())), () -> Files.newInputStream(file))));
        faces = List.copyOf(all);
    }

    private static String family(String file) {
        return file.substring(0, file.length() - ".ttf".length());
    }

    private static InputStream shipped(String file) throws IOException {
        InputStream stream = PrintFonts.class.getResourceAsStream("/fonts/" + file);
        if (stream == null) {
            throw new IOException("The platform comes without its font " + file);
        }
        return stream;
    }

    /**
     * The fonts that together show every character of {@code text}, the first that has it for each.
     *
     * @throws Problem {@code print_fonts_missing} when the full fonts are needed and not installed,
     *     {@code print_glyph_missing} when no font has one of the characters
     */
    List<FontFace> covering(String text) {
        Set<Integer> open = text.codePoints()
                .filter(c -> !isLineSpace(c))
                .boxed()
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var needed = new ArrayList<FontFace>();
        for (FontFace face : faces) {
            if (open.isEmpty()) {
                break;
            }
            if (open.removeIf(face::covers)) {
                needed.add(face);
            }
        }
        if (!open.isEmpty()) {
            throw missing(open.size());
        }
        return needed;
    }

    /** The font with the common characters, for ornaments. */
    public FontFace common() {
        return faces.get(SHIPPED.indexOf(COMMON));
    }

    private static boolean isLineSpace(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }

    // Says how many characters, never which: they may be from a person's name.
    private Problem missing(int characters) {
        if (complete) {
            return Problem.of(
                    "print_glyph_missing",
                    422,
                    false,
                    characters + " characters are in no font of CNS 11643; the document was not made");
        }
        return Problem.unavailable(
                "print_fonts_missing",
                characters
                        + " characters need the full fonts: install fonts-cns11643-sung and set qiao.print.fonts"
                        + " to its folder; the document was not made");
    }
}
