package tw.qiao.platform.notifications;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tw.qiao.platform.site.Page;

/** A message on the wall of its reader, shown in the language of the page. */
public record PostedNotice(UUID id, String template, Map<String, String> values, String link, Instant at) {
    public PostedNotice {
        values = Map.copyOf(values);
    }

    /** The one line that says what it is about. */
    public String subject(Page page) {
        return Wording.filled(page.text(Wording.subject(template)), values, page.isEnglish());
    }

    /** The whole text. */
    public String body(Page page) {
        return Wording.filled(page.text(Wording.body(template)), values, page.isEnglish());
    }

    @Override
    public String toString() {
        return "PostedNotice[" + id + "]";
    }
}
