package tw.qiao.verifier;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** What the verifier found, line by line, in both languages. */
public final class Report {
    private static final Properties CHINESE = texts("verifier.properties");
    private static final Properties ENGLISH = texts("verifier_en.properties");
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx").withZone(ZoneId.of("Asia/Taipei"));

    /** What a line means for the bundle. */
    public enum Kind {
        /** It proves this. */
        PROVED,
        /** It does not prove this, and does not claim to. */
        OPEN,
        /** It claims this, and it is not so. */
        REFUTED
    }

    /**
     * One finding.
     *
     * @param key its name in the texts
     */
    public record Line(Kind kind, String key, List<Object> values) {}

    /** What is found several times, such as of the authority of several stamps, is said once. */
    private final Set<Line> lines = new LinkedHashSet<>();

    void proved(String key, Object... values) {
        lines.add(new Line(Kind.PROVED, key, List.of(values)));
    }

    void open(String key, Object... values) {
        lines.add(new Line(Kind.OPEN, key, List.of(values)));
    }

    void refuted(String key, Object... values) {
        lines.add(new Line(Kind.REFUTED, key, List.of(values)));
    }

    /** The findings, in the order in which they were made. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Whether nothing in the bundle is false. */
    public boolean isProof() {
        return lines.stream().noneMatch(line -> line.kind() == Kind.REFUTED);
    }

    /** Whether there is such a line. */
    public boolean says(Kind kind, String key) {
        return lines.stream().anyMatch(line -> line.kind() == kind && line.key().equals(key));
    }

    void print(PrintStream out) {
        for (Kind kind : Kind.values()) {
            var some = lines.stream().filter(line -> line.kind() == kind).toList();
            if (!some.isEmpty()) {
                out.println(text(CHINESE, kind.name(), List.of()) + "  " + text(ENGLISH, kind.name(), List.of()));
                some.forEach(line -> print(line, out));
            }
        }
        String verdict = isProof() ? "verdict.proves" : "verdict.refuted";
        out.println(text(CHINESE, verdict, List.of()));
        out.println(text(ENGLISH, verdict, List.of()));
    }

    private static void print(Line line, PrintStream out) {
        out.println("  - " + text(CHINESE, line.key(), line.values()));
        out.println("    " + text(ENGLISH, line.key(), line.values()));
    }

    static void unreadable(String reason, PrintStream out) {
        out.println(text(CHINESE, "verdict.unreadable", List.of(reason)));
        out.println(text(ENGLISH, "verdict.unreadable", List.of(reason)));
    }

    /** Values come from a file of strangers: what could move a terminal's cursor is not printed. */
    private static String text(Properties texts, String key, List<Object> values) {
        Object[] plain = values.stream()
                .map(value -> value instanceof Instant time ? LOCAL.format(time) : value.toString())
                .map(value -> value.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?"))
                .toArray();
        return MessageFormat.format(Objects.requireNonNull(texts.getProperty(key), key), plain);
    }

    private static Properties texts(String name) {
        var texts = new Properties();
        try (var in = Objects.requireNonNull(Report.class.getResourceAsStream(name), name)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
