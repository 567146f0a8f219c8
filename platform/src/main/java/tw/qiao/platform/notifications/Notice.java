package tw.qiao.platform.notifications;

import java.util.Map;
import java.util.UUID;

/**
 * A message to one person (通知).
 *
 * @param email where to write to; empty for the address of the account
 * @param template names the texts {@code notifications.<template>.subject} and {@code .body}
 * @param values what fills the texts' {@code {name}}; in English, {@code name_en} stands in for {@code name} if given
 * @param link the path of the page to look at
 * @param dedupeKey names the event that is told; a second message with the same key is not sent
 */
public record Notice(
        UUID account, String email, String template, Map<String, String> values, String link, String dedupeKey) {
    public Notice {
        values = Map.copyOf(values);
        if (!template.matches("[a-z][a-z0-9-]{1,60}") || !link.startsWith("/") || dedupeKey.isBlank()) {
            throw new IllegalArgumentException("A notice needs a template, a path and a key: " + template);
        }
    }

    /** A message to the address of the account. */
    public Notice(UUID account, String template, Map<String, String> values, String link, String dedupeKey) {
        this(account, "", template, values, link, dedupeKey);
    }

    @Override
    public String toString() {
        return "Notice[" + template + "]";
    }
}
