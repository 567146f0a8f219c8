package tw.qiao.platform.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tw.qiao.analytics.egress.Sheet;
import tw.qiao.kernel.RocDate;
import tw.qiao.platform.site.Bilingual;

/** A report as sheets: one for each table, and one that says from what it was made. */
final class ReportSheets {
    private ReportSheets() {}

    static List<Sheet> of(Edition edition) {
        var sheets = new ArrayList<Sheet>();
        int number = 1;
        for (FigureTable table : edition.tables()) {
            sheets.add(new Sheet(
                    number++ + " " + table.title().zh(),
                    above(edition, table),
                    table.headings().stream().map(ReportSheets::both).toList(),
                    table.result().types(),
                    table.result().rows(),
                    below(edition, table)));
        }
        sheets.add(provenance(edition));
        return sheets;
    }

    private static List<String> above(Edition edition, FigureTable table) {
        var lines = new ArrayList<String>();
        lines.add(edition.declaration().title().zh());
        lines.add(edition.declaration().title().en());
        lines.add(both(table.title()));
        edition.period().ifPresent(period -> lines.add("資料時間 Period: " + both(period)));
        table.unit().ifPresent(unit -> lines.add("單位 Unit: " + both(unit)));
        return lines;
    }

    private static List<String> below(Edition edition, FigureTable table) {
        var lines = new ArrayList<String>();
        table.notes().ifPresent(notes -> lines.addAll(List.of(notes.zh(), notes.en())));
        if (table.isSuppressed()) {
            lines.add("* 數字過小，為保護個人資料不予公布 Not told, because it is about too few people");
        }
        if (table.result().truncated()) {
            lines.add("只列前 %,d 列，其餘未列 Only the first %,d rows"
                    .formatted(
                            table.result().rows().size(), table.result().rows().size()));
        }
        table.incomplete().ifPresent(years -> lines.add("月份不齊 Months are missing: " + both(years)));
        edition.published().forEach(source -> lines.add("資料來源 Source: " + both(source)));
        return lines;
    }

    private static Sheet provenance(Edition edition) {
        var pairs = new ArrayList<List<String>>();
        pairs.add(List.of("表號 Form", edition.declaration().number()));
        pairs.add(List.of("表名 Title", both(edition.declaration().title())));
        edition.period().ifPresent(period -> pairs.add(List.of("資料時間 Period", both(period))));
        pairs.add(List.of("製表日期 Made on", "中華" + RocDate.formatted(edition.day()) + " " + edition.day()));
        edition.values().forEach(value -> pairs.add(List.of(both(value.label()), both(value.text()))));
        edition.sources().forEach(source -> pairs.add(List.of("資料表與版本 Table and snapshot", source)));
        edition.tables()
                .forEach(table -> pairs.add(List.of(
                        "查詢雜湊 SHA-256 of the query", table.result().provenance().statement())));
        return Sheet.pairs("出處 Provenance", List.of("項目 Item", "內容 Content"), pairs);
    }

    private static String both(Bilingual text) {
        return Stream.of(text.zh(), text.en()).distinct().reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    }
}
