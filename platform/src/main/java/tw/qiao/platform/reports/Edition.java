package tw.qiao.platform.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tw.qiao.platform.site.Bilingual;

/**
 * A report with its figures at one moment; pages and files in all formats are made from this and nothing else.
 *
 * @param period about which time it is
 * @param published who published what it was made from, and under which licence
 */
public record Edition(
        ReportDeclaration declaration,
        List<Value> values,
        Optional<Bilingual> period,
        List<Bilingual> published,
        Instant made,
        List<Part> parts) {
    static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    /** Keeps copies. */
    public Edition {
        values = List.copyOf(values);
        published = List.copyOf(published);
        parts = List.copyOf(parts);
    }

    /** What a parameter was. */
    public record Value(String name, Bilingual label, String raw, Bilingual text) {}

    /** A paragraph or a table. */
    public sealed interface Part permits Paragraph, FigureTable {}

    /** A paragraph. */
    public record Paragraph(Bilingual text) implements Part {}

    /** The day on which it was made (製表日期), in Taipei. */
    public LocalDate day() {
        return made.atZone(TAIPEI).toLocalDate();
    }

    /** Its tables, in their order. */
    public List<FigureTable> tables() {
        return parts.stream()
                .filter(FigureTable.class::isInstance)
                .map(FigureTable.class::cast)
                .toList();
    }

    /** Each table of the warehouse that was read, with its snapshot. */
    public List<String> sources() {
        return tables().stream()
                .flatMap(table -> table.result().provenance().tables().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The sources and the hash of each statement with its parameters. */
    public List<String> provenance() {
        return tables().stream()
                .map(table -> table.result().provenance().line())
                .toList();
    }

    /** Whether a sheet across shows more: there are many columns. */
    public boolean isWide() {
        return tables().stream().anyMatch(table -> table.headings().size() > 8);
    }

    /** The values as they were bound, by the names of their parameters. */
    Map<String, String> raws() {
        return values.stream().collect(Collectors.toMap(Value::name, Value::raw));
    }

    /** The name of its files, without their ending. */
    String fileName() {
        return Chosen.fileName(declaration.title(), Chosen.of(declaration, raws()));
    }

    /** The value of a parameter as it was bound; empty when there is none. */
    public String raw(String name) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .map(Value::raw)
                .findFirst()
                .orElse("");
    }
}
