package tw.qiao.platform.evidence;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;

/** Shows anybody the public files of the evidence log (C2SP tlog-tiles), and the name and key to check them with. */
@Controller
class EvidenceLogController {
    private static final String FILES = "/log/";
    private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final Duration YEAR = Duration.ofDays(365);

    private final EvidenceLog log;
    private final VerificationKey key;
    private final EvidencePolicy policy;
    private final Cosigning cosigning;

    EvidenceLogController(
            EvidenceLog log, VerificationKey evidenceVerificationKey, EvidencePolicy policy, Cosigning cosigning) {
        this.log = log;
        this.key = evidenceVerificationKey;
        this.policy = policy;
        this.cosigning = cosigning;
    }

    @Bean
    static Access evidenceLogPaths() {
        return new Access("/log/**", Audience.EVERYONE);
    }

    @GetMapping("/log")
    String about(Model model) {
        model.addAttribute("checkpoint", log.shown());
        model.addAttribute("seen", cosigning.seen());
        model.addAttribute("key", Note.vkey(log.origin(), key));
        return "evidence/log";
    }

    /** What an offline verifier is to ask of a checkpoint of this log (C2SP tlog-policy). */
    @GetMapping("/log/policy")
    ResponseEntity<String> policy() {
        return ResponseEntity.ok()
                .contentType(PLAIN)
                .cacheControl(CacheControl.noCache())
                .body(policy.text());
    }

    // The address is taken as it was sent, so that a file has one name and no encoding hides another.
    @GetMapping("/log/**")
    ResponseEntity<byte[]> file(HttpServletRequest request) {
        String name = request.getRequestURI().substring(FILES.length());
        byte[] file =
                log.file(name).orElseThrow(() -> Problem.notFound("evidence_file_unknown", "The log has no such file"));
        boolean isCheckpoint = name.equals("checkpoint");
        return ResponseEntity.ok()
                .contentType(isCheckpoint ? PLAIN : MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(
                        isCheckpoint
                                ? CacheControl.noCache()
                                : CacheControl.maxAge(YEAR).cachePublic().immutable())
                .body(file);
    }
}
