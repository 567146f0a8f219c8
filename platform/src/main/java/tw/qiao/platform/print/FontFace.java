package tw.qiao.platform.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.jspecify.annotations.Nullable;

/** One TrueType font, parsed when it is first asked and then kept while memory allows: a full one takes 100 MB. */
public final class FontFace {
    /** Where the bytes of a font come from. */
    interface Source {
        InputStream open() throws IOException;
    }

    private record Parsed(TrueTypeFont font, CmapLookup characters) {}

    private final String family;
    private final Source source;
    private volatile SoftReference<@Nullable Parsed> parsed = new SoftReference<>(null);

    FontFace(String family, Source source) {
        this.family = family;
        this.source = source;
    }

    /** The name under which the style sheet of a document knows it. */
    String family() {
        return family;
    }

    /** The font itself. */
    public TrueTypeFont font() {
        return parsed().font();
    }

    boolean covers(int codePoint) {
        return parsed().characters().getGlyphId(codePoint) != 0;
    }

    private Parsed parsed() {
        Parsed known = parsed.get();
        return known == null ? parseOnce() : known;
    }

    private synchronized Parsed parseOnce() {
        Parsed known = parsed.get();
        if (known == null) {
            known = parse();
            parsed = new SoftReference<>(known);
        }
        return known;
    }

    private Parsed parse() {
        try (var stream = source.open()) {
            var font = new TTFParser().parseEmbedded(stream);
            return new Parsed(font, font.getUnicodeCmapLookup());
        } catch (IOException failure) {
            throw new UncheckedIOException("The font " + family + " cannot be read", failure);
        }
    }
}
