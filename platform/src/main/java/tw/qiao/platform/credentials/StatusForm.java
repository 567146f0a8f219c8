package tw.qiao.platform.credentials;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/**
 * What an officer entered to change the status of a certificate.
 *
 * @param reason as she wrote it, for it is quoted with its punctuation
 * @param seen how many changes there were when she opened the page
 */
public record StatusForm(String status, String reason, int seen, boolean confirmed) {
    static final StatusForm EMPTY = new StatusForm("", "", -1, false);
    private static final int LONGEST_REASON = 500;

    static StatusForm of(Map<String, String> typed) {
        return new StatusForm(
                typed.getOrDefault("status", ""),
                typed.getOrDefault("reason", "").replace("\r\n", "\n").strip(),
                seen(typed.getOrDefault("seen", "")),
                typed.containsKey("confirmed"));
    }

    private static int seen(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    Optional<CertificateStatus> next() {
        return Arrays.stream(CertificateStatus.values())
                .filter(known -> known.word().equals(status))
                .findFirst();
    }

    InputErrors errors(Page page, CertificateStatus present) {
        var errors = InputErrors.none();
        if (next().filter(present::leadsTo).isEmpty()) {
            errors.add("status", page.text("credentials.desk.status.missing"));
        }
        if (reason.isEmpty()) {
            errors.add("reason", page.text("credentials.desk.reason.missing"));
        } else if (reason.length() > LONGEST_REASON) {
            errors.add("reason", page.text("credentials.desk.reason.long", LONGEST_REASON, reason.length()));
        } else if (!Text.isClean(reason)) {
            errors.add("reason", page.text("credentials.desk.reason.unclean"));
        }
        return errors;
    }
}
