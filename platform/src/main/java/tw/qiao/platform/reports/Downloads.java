package tw.qiao.platform.reports;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tw.qiao.kernel.Problem;

/** Files as answers. */
final class Downloads {
    private Downloads() {}

    /** The format that an address names; a problem {@code report_format} when it is none. */
    static FileFormat format(String word) {
        return FileFormat.of(word)
                .orElseThrow(() -> Problem.notFound("report_format", "Reports come as pdf, ods and xlsx"));
    }

    static ResponseEntity<byte[]> file(String title, FileFormat format, byte[] content) {
        return named(title + "." + format.word(), MediaType.parseMediaType(format.mediaType()), content);
    }

    static ResponseEntity<byte[]> named(String name, MediaType type, byte[] content) {
        String harmless = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]+", " ").strip();
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(harmless, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }
}
