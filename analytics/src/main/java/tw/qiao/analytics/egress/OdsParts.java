package tw.qiao.analytics.egress;

import java.util.List;

/** The small files of an OpenDocument spreadsheet beside its content. */
final class OdsParts {
    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    static final String MANIFEST = DECLARATION + """
            <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
              <manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
              <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
              <manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
              <manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
            </manifest:manifest>
            """;

    static final String STYLES = DECLARATION + """
            <office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
              <office:styles><style:style style:name="Default" style:family="table-cell"/></office:styles>
            </office:document-styles>
            """;

    private OdsParts() {}

    /** Keeps the head of each sheet and its first column in sight. */
    static String settings(List<Sheet> sheets) {
        var out = new StringBuilder(DECLARATION).append("""
                <office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3">
                <office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
                <config:config-item-map-named config:name="Tables">
                """);
        for (Sheet sheet : sheets) {
            out.append("<config:config-item-map-entry config:name=\"")
                    .append(OdsContent.escaped(sheet.name()))
                    .append("\">");
            item(out, "VerticalSplitMode", "short", 2);
            item(out, "VerticalSplitPosition", "int", sheet.head());
            item(out, "PositionBottom", "int", sheet.head());
            if (sheet.headings().size() > 1) {
                item(out, "HorizontalSplitMode", "short", 2);
                item(out, "HorizontalSplitPosition", "int", 1);
                item(out, "PositionRight", "int", 1);
            }
            out.append("</config:config-item-map-entry>\n");
        }
        return out.append("""
                </config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>
                </office:document-settings>
                """).toString();
    }

    private static void item(StringBuilder out, String name, String type, int value) {
        out.append("<config:config-item config:name=\"")
                .append(name)
                .append("\" config:type=\"")
                .append(type)
                .append("\">")
                .append(value)
                .append("</config:config-item>");
    }
}
