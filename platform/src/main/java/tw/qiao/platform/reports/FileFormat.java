package tw.qiao.platform.reports;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.analytics.egress.OdsFormat;
import tw.qiao.analytics.egress.XlsxFormat;

/** The formats of files. */
public enum FileFormat {
    PDF("application/pdf"),
    ODS(OdsFormat.MEDIA_TYPE),
    XLSX(XlsxFormat.MEDIA_TYPE);

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type. */
    public String mediaType() {
        return mediaType;
    }

    /** How names of such files end, and the word in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FileFormat> of(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }
}
