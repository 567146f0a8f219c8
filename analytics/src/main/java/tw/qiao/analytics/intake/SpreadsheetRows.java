package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** The rows of a sheet of an OpenDocument spreadsheet (ISO/IEC 26300): values as stored, not as shown. */
final class SpreadsheetRows implements Iterator<Rows.Row> {
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 1 << 14;

    /** Rows of which copies were made, at most: a few bytes can ask for a million copies of a row. */
    private static final long MOST_REPEATED_CELLS = 10_000_000;

    private final Path path;
    private final XMLStreamReader xml;
    private long line;
    private long repeatedCells;
    private List<String> cells = List.of();
    private int copies;

    private SpreadsheetRows(Path path, XMLStreamReader xml) {
        this.path = path;
        this.xml = xml;
    }

    static Rows of(SourceFile file, Reading reading) {
        Path path = file.path();
        try {
            ZipFile zip = Zips.open(path);
            try {
                ZipEntry content = zip.getEntry("content.xml");
                refuseLocked(path, zip);
                List<String> names = names(path, zip, content);
                String name = reading.sheet().isEmpty() && names.size() == 1 ? names.getFirst() : reading.sheet();
                if (name.isEmpty() || !names.contains(name)) {
                    throw Sheets.unclear(path, name, names);
                }
                XMLStreamReader xml = Xml.read(Zips.read(path, zip, content));
                var rows = new SpreadsheetRows(path, xml);
                rows.enter(name);
                return new SheetRows(rows, reading.header(), () -> close(zip));
            } catch (RuntimeException | XMLStreamException | IOException e) {
                zip.close();
                throw e;
            }
        } catch (XMLStreamException e) {
            throw Xml.broken(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseLocked(Path path, ZipFile zip) throws IOException {
        ZipEntry manifest = zip.getEntry("META-INF/manifest.xml");
        if (manifest == null) {
            return;
        }
        try (InputStream in = Zips.read(path, zip, manifest)) {
            if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("encryption-data")) {
                throw Problem.invalid(
                        "intake_locked",
                        path + " is a spreadsheet with a password; save it without one 試算表加了密碼，請移除密碼後再匯入");
            }
        }
    }

    private static List<String> names(Path path, ZipFile zip, ZipEntry content) throws IOException, XMLStreamException {
        var names = new ArrayList<String>();
        try (InputStream in = Zips.read(path, zip, content)) {
            XMLStreamReader xml = Xml.read(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw Xml.doctype(path);
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("table")) {
                    names.add(attribute(xml, "name"));
                }
            }
        }
        return names;
    }

    private void enter(String name) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("table")
                    && attribute(xml, "name").equals(name)) {
                return;
            }
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (copies == 0) {
                if (!advance()) {
                    return false;
                }
            }
            return true;
        } catch (XMLStreamException e) {
            throw Xml.broken(path, e);
        }
    }

    @Override
    public Rows.Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        copies--;
        return new Rows.Row(++line, cells);
    }

    /** Reads the next row; rows without cells are only counted. False at the end of the sheet. */
    private boolean advance() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("table")) {
                return false;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("table-row")) {
                int repeated = repeated("number-rows-repeated", MOST_ROWS);
                cells = row();
                if (cells.isEmpty()) {
                    line += repeated;
                    return true;
                }
                count((long) (repeated - 1) * cells.size());
                copies = repeated;
                return true;
            }
        }
        return false;
    }

    private void count(long cells) {
        repeatedCells += cells;
        if (repeatedCells > MOST_REPEATED_CELLS) {
            throw excessive();
        }
    }

    private Problem excessive() {
        return Problem.invalid(
                "intake_repeated_cells",
                path + " repeats rows or cells far more often than an honest sheet 重複列或儲存格的數量異常");
    }

    /** The cells up to the last that has a value. */
    private List<String> row() throws XMLStreamException {
        var row = new ArrayList<String>();
        int blank = 0;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("table-row")) {
                return row;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            int repeated = repeated("number-columns-repeated", MOST_COLUMNS);
            String text = new SpreadsheetCell(xml).text();
            if (text.isEmpty()) {
                blank += repeated;
                continue;
            }
            if (row.size() + blank + repeated > MOST_COLUMNS) {
                throw excessive();
            }
            for (; blank > 0; blank--) {
                row.add("");
            }
            for (int i = 0; i < repeated; i++) {
                row.add(text);
            }
            count(repeated - 1);
        }
    }

    private int repeated(String name, int most) {
        String text = attribute(xml, name);
        if (text.isEmpty()) {
            return 1;
        }
        try {
            int repeated = Integer.parseInt(text);
            if (repeated >= 1 && repeated <= most) {
                return repeated;
            }
        } catch (NumberFormatException e) {
            // then it is no honest sheet either
        }
        throw excessive();
    }

    static String attribute(XMLStreamReader xml, String name) {
        @Nullable String value = null;
        for (int i = 0; i < xml.getAttributeCount() && value == null; i++) {
            value = xml.getAttributeLocalName(i).equals(name) ? xml.getAttributeValue(i) : null;
        }
        return value == null ? "" : value;
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
