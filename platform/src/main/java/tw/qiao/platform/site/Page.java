package tw.qiao.platform.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.web.csrf.CsrfToken;
import tw.qiao.kernel.RocDate;

/** What the shell and the components of a page need to know of the request: language, visitor, tokens, navigation. */
public final class Page {
    /**
     * The attribute of the session with the numbers that the demonstration's person has to type: her firm's and its
     * engineer's licence's, with a space between.
     */
    public static final String DEMO_NUMBERS = "site.demo-numbers";

    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    private final MessageSource messages;
    private final Locale locale;
    private final String path;
    private final boolean demo;
    private final String demoNumbers;
    private final @Nullable Visitor visitor;
    private final @Nullable CsrfToken csrf;
    private final List<NavigationItem> navigation;
    private final List<NavigationCount> counts;

    Page(
            MessageSource messages,
            Locale locale,
            String path,
            boolean demo,
            String demoNumbers,
            @Nullable Visitor visitor,
            @Nullable CsrfToken csrf,
            List<NavigationItem> navigation,
            List<NavigationCount> counts) {
        this.messages = messages;
        this.locale = locale;
        this.path = path;
        this.demo = demo;
        this.demoNumbers = demoNumbers;
        this.visitor = visitor;
        this.csrf = csrf;
        this.navigation = navigation;
        this.counts = counts;
    }

    /** What {@link #DEMO_NUMBERS} holds; empty for everybody else. */
    public List<String> demoNumbers() {
        return demoNumbers.isEmpty() ? List.of() : List.of(demoNumbers.split(" "));
    }

    /** The text for {@code key} in the language of the page, with {@code {0}} … filled in. */
    public String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** The text for {@code key}, or {@code otherwise} when there is none. */
    public String textOr(String key, String otherwise) {
        String found = messages.getMessage(key, new Object[0], otherwise, locale);
        return found == null ? otherwise : found;
    }

    /** The language of the page. */
    public Locale locale() {
        return locale;
    }

    /** Whether the page is in English; otherwise it is in Traditional Chinese. */
    public boolean isEnglish() {
        return locale.getLanguage().equals("en");
    }

    /** The language as HTML names it (BCP 47). */
    public String languageTag() {
        return isEnglish() ? "en" : "zh-Hant-TW";
    }

    /** The one of two texts that is in the language of the page, for names that come from data. */
    public String either(String chinese, String english) {
        return isEnglish() && !english.isEmpty() ? english : chinese;
    }

    /** A date as people read it: 民國115年11月21日, or 21 November 2026. */
    public String date(LocalDate date) {
        return isEnglish()
                ? date.format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH))
                : RocDate.formatted(date);
    }

    /** A moment in Taipei's time, to the minute. */
    public String dateTime(Instant moment) {
        var there = moment.atZone(TAIPEI);
        return date(there.toLocalDate()) + " " + there.format(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT));
    }

    /** A whole number with thousands separators. */
    public String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** The path of the request, without its query. */
    public String path() {
        return path;
    }

    /** Whether this is a demonstration with synthetic people. */
    public boolean isDemo() {
        return demo;
    }

    /** The signed-in person, or null. */
    public @Nullable Visitor visitor() {
        return visitor;
    }

    /** The links of the header that are for this visitor. */
    public List<NavigationItem> navigation() {
        return navigation.stream().filter(item -> isFor(item.audience())).toList();
    }

    /** What is to be counted beside a link of the header; empty when there is nothing. */
    public Optional<Counted> counted(NavigationItem item) {
        return counts.stream()
                .filter(count -> count.path().equals(item.path()))
                .map(count -> new Counted(count.messageKey(), count.count().getAsInt()))
                .filter(counted -> counted.number() > 0)
                .findFirst();
    }

    /** A number beside a link, and the key of the text that tells it. */
    public record Counted(String messageKey, int number) {}

    private boolean isFor(Audience audience) {
        return audience == Audience.EVERYONE || (visitor != null && visitor.belongsTo(audience));
    }

    /** Whether {@code item} is the section that the page is in. */
    public boolean isIn(NavigationItem item) {
        return covers(item)
                && navigation().stream()
                        .noneMatch(other -> other.path().length() > item.path().length() && covers(other));
    }

    private boolean covers(NavigationItem item) {
        return path.equals(item.path()) || path.startsWith(item.path() + "/");
    }

    /** The name of the hidden input that protects a form (CSRF). */
    public String csrfName() {
        return csrf == null ? "_csrf" : csrf.getParameterName();
    }

    /** The value of the hidden input that protects a form (CSRF). */
    public String csrfValue() {
        return csrf == null ? "" : csrf.getToken();
    }
}
