package tw.qiao.platform.notifications;

import java.time.Instant;
import java.util.UUID;

/** One mail that the demonstration's own mail server received. */
public record DemoMail(UUID id, String messageId, String recipient, String subject, String body, Instant received) {
    @Override
    public String toString() {
        return "DemoMail[" + id + "]";
    }
}
