package tw.qiao.platform.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tw.qiao.analytics.egress.AnswerSheets;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.OdsFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.XlsxFormat;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;

/** Answers as files. */
@Controller
class DownloadController {
    static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final String ONE = WarehouseConfiguration.PATH + "/queries/{id}/result";

    private final KeptResults results;

    DownloadController(KeptResults results) {
        this.results = results;
    }

    @GetMapping(ONE + ".csv")
    ResponseEntity<byte[]> csv(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        String marked = "\uFEFF" + csv(kept(analyst, id)); // spreadsheets take it for Big5 otherwise
        return file("result-" + id + ".csv", CSV, marked);
    }

    @GetMapping(ONE + ".json")
    ResponseEntity<byte[]> json(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        String text = CanonicalJson.MAPPER.writeValueAsString(JsonFormat.tree(kept(analyst, id)));
        return file("result-" + id + ".json", MediaType.APPLICATION_JSON, text);
    }

    @GetMapping(ONE + ".xlsx")
    ResponseEntity<byte[]> xlsx(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) throws IOException {
        var out = new ByteArrayOutputStream();
        XlsxFormat.write(AnswerSheets.of(kept(analyst, id)), out);
        return file("result-" + id + ".xlsx", MediaType.parseMediaType(XlsxFormat.MEDIA_TYPE), out.toByteArray());
    }

    @GetMapping(ONE + ".ods")
    ResponseEntity<byte[]> ods(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) throws IOException {
        var out = new ByteArrayOutputStream();
        OdsFormat.write(AnswerSheets.of(kept(analyst, id)), out);
        return file("result-" + id + ".ods", MediaType.parseMediaType(OdsFormat.MEDIA_TYPE), out.toByteArray());
    }

    private Result kept(SignedIn analyst, UUID id) {
        return results.find(id, analyst.account())
                .orElseThrow(() ->
                        Problem.notFound("result_expired", "This answer is not kept any more; ask the query again"));
    }

    /** The answer as CSV without a byte order mark. */
    static String csv(Result result) {
        var text = new StringWriter();
        try {
            CsvFormat.write(result, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, String text) {
        return file(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
