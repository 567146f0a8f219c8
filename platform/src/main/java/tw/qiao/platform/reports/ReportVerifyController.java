package tw.qiao.platform.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Sha256;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** Says whether a file in hand is one that was published here (查驗). */
@Controller
class ReportVerifyController {
    private static final String PATH = ReportsConfiguration.PATH + "/verify";

    private final PublishedFiles files;
    private final ReportEvidence evidence;
    private final Pages pages;

    ReportVerifyController(PublishedFiles files, ReportEvidence evidence, Pages pages) {
        this.files = files;
        this.evidence = evidence;
        this.pages = pages;
    }

    @GetMapping(PATH)
    ModelAndView ask() {
        return page("", List.of(), InputErrors.none());
    }

    @PostMapping(PATH)
    ModelAndView verify(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String digest,
            HttpServletRequest request)
            throws IOException {
        String typed = digest.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
        String wanted = file == null || file.isEmpty() ? typed : digest(file);
        if (!wanted.matches("[0-9a-f]{64}")) {
            var errors = InputErrors.none().add("digest", pages.of(request).text("reports.verify.wrong"));
            ModelAndView view = page("", List.of(), errors);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        return page(wanted, files.withDigest(wanted), InputErrors.none());
    }

    private static String digest(MultipartFile file) throws IOException {
        var digest = Sha256.digest();
        try (InputStream in = file.getInputStream()) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                digest.update(part, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private ModelAndView page(String digest, List<PublishedFile> found, InputErrors errors) {
        boolean stands = !found.isEmpty() && found.stream().allMatch(evidence::stands);
        return new ModelAndView(
                "reports/verify", Map.of("digest", digest, "found", found, "stands", stands, "errors", errors));
    }
}
