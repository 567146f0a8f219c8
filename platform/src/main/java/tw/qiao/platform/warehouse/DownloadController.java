package tw.qiao.platform.warehouse;

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
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;
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
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
