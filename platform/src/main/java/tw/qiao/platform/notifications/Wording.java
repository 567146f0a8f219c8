package tw.qiao.platform.notifications;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.site.SiteProperties;

/** The words of a message in the language of its reader. */
@Component
class Wording {
    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final int LONGEST_SUBJECT = 150;

    private final MessageSource messages;
    private final SiteProperties site;

    Wording(MessageSource messages, SiteProperties site) {
        this.messages = messages;
        this.site = site;
    }

    /** A subject of one line, and a body. */
    record Words(String subject, String body) {}

    static String subject(String template) {
        return "notifications." + template + ".subject";
    }

    static String body(String template) {
        return "notifications." + template + ".body";
    }

    /** The words of {@code notice} in the language of {@code account}. */
    Words of(Notice notice, Account account) {
        boolean english = account.language().equals("en");
        Locale locale = Locale.forLanguageTag(english ? "en" : "zh-Hant-TW");
        String subject = filled(text(subject(notice.template()), locale), notice.values(), english);
        String body = filled(text(body(notice.template()), locale), notice.values(), english);
        return new Words(
                oneLine(subject),
                body.strip() + "\n\n" + text("notifications.mail.link", locale) + "\n" + site.address() + notice.link()
                        + "\n\n-- \n" + text("notifications.mail.footer", locale));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, new Object[0], locale);
    }

    // In one pass, so that what a person typed is never read as a placeholder.
    static String filled(String text, Map<String, String> values, boolean english) {
        return filledIn(text, values, english).replaceAll("\n{3,}", "\n\n");
    }

    private static String filledIn(String text, Map<String, String> values, boolean english) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values, english)));
    }

    private static String value(String name, Map<String, String> values, boolean english) {
        String own = values.getOrDefault(name, "");
        return english ? values.getOrDefault(name + "_en", own) : own;
    }

    /** A text that cannot end a header line of a mail (RFC 5322, 2.2), whatever a person typed. */
    static String oneLine(String text) {
        String line = LINE_BREAKS.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)) + "…";
    }
}
