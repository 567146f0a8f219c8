package tw.qiao.platform.notifications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail's text as a page shows it: line by line, addresses of pages as links. */
public final class MailText {
    private MailText() {}

    /** One line; {@code link} is null unless the line is an address. */
    public record Line(String text, @Nullable String link) {}

    /** The lines of {@code body}. */
    public static List<Line> lines(String body) {
        return body.lines().map(MailText::line).toList();
    }

    private static Line line(String text) {
        boolean address = text.matches("https?://[!-~]+");
        return new Line(text, address ? text : null);
    }
}
