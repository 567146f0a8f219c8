package tw.qiao.launcher;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.drift.Verdict;
import tw.qiao.analytics.feeds.ImportReport;

/** What an import did, for a person to read. */
final class PrintedReport {
    private static final int MOST_DIFFERENCES = 20;

    private final ImportReport report;
    private final boolean acceptsDrift;

    PrintedReport(ImportReport report, boolean acceptsDrift) {
        this.report = report;
        this.acceptsDrift = acceptsDrift;
    }

    /** Whether all rows of all files are in the table now, also of those that came before. */
    static boolean isWhole(ImportReport report) {
        return report.quarantined().isEmpty() && report.held().isEmpty() && report.aside() == 0;
    }

    void print(PrintStream out, long nanoseconds) {
        out.printf("%s%n", report.table());
        out.printf(
                "  %,10d  匯入檔案 files imported (%.1f MB, %.1f s)%n",
                report.imported().size(), report.bytes() / 1e6, nanoseconds / 1e9);
        if (!report.unchanged().isEmpty()) {
            out.printf(
                    "  %,10d  未變檔案 files unchanged since their last import, nothing to do%n",
                    report.unchanged().size());
        }
        if (report.aside() > 0) {
            out.printf("  %,10d  其中仍隔離的列 of their rows are still set aside; correct the files%n", report.aside());
        }
        drift(out);
        if (!report.imported().isEmpty()) {
            out.printf("  %,10d  讀入列 rows read%n", report.read());
            out.printf("  %,10d  接受列 rows accepted, as %,d rows of the table%n", report.accepted(), report.written());
        }
        if (report.imported().isEmpty()
                && report.held().isEmpty()
                && report.quarantined().isEmpty()) {
            return;
        }
        counts(out, "修正與註記 corrected or noticed:", report.corrections(), correction -> correction.label());
        counts(out, "隔離 set aside:", report.quarantined(), reason -> reason.label());
        report.quarantine()
                .ifPresent(file -> out.println("  隔離檔 Each is explained in " + file
                        + "\n  請更正原始檔後重新匯入 Correct the files and import them again; "
                        + (report.imported().isEmpty()
                                ? "none of them is in the table."
                                : "the rest is in the table.")));
    }

    private void drift(PrintStream out) {
        if (!report.drift().isEmpty()) {
            out.println("  與前批不同 different from the batch before:");
            report.drift().stream()
                    .limit(MOST_DIFFERENCES)
                    .forEach(finding -> out.printf(
                            "    %s  %s — %s%n",
                            finding.batch(),
                            finding.difference(),
                            verdict(finding).label()));
            if (report.drift().size() > MOST_DIFFERENCES) {
                out.printf("    … %,d 項 differences in all%n", report.drift().size());
            }
        }
        if (!report.held().isEmpty()) {
            out.printf(
                    "  %,10d  暫停檔案 files held; their rows are not in the table: %s%n",
                    report.held().size(), String.join(", ", report.held()));
            out.println("  確認無誤後加上 --accept-drift 重新匯入 If they are right, import them again with --accept-drift");
        }
    }

    private Verdict verdict(Finding finding) {
        return acceptsDrift ? Verdict.ACCEPT : finding.verdict();
    }

    private static <K> void counts(PrintStream out, String title, Map<K, Long> counts, Function<K, String> label) {
        if (!counts.isEmpty()) {
            out.println("  " + title);
            counts.forEach((kind, count) -> out.printf("  %,10d  %s%n", count, label.apply(kind)));
        }
    }
}
