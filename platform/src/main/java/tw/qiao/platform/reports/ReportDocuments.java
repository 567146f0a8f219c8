package tw.qiao.platform.reports;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.egress.OdsFormat;
import tw.qiao.analytics.egress.XlsxFormat;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.print.Printing;

/** Makes the files of a report; few at a time, because they take processor and memory. */
@Component
class ReportDocuments {
    private static final String TEMPLATE = "reports/document.jte";
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TemplateEngine templates;
    private final Printing printing;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    ReportDocuments(TemplateEngine templates, Printing printing) {
        this.templates = templates;
        this.printing = printing;
    }

    /** The file of {@code edition}; a problem {@code print_…} when it cannot be printed. */
    byte[] file(Edition edition, FileFormat format) {
        take();
        try {
            return switch (format) {
                case PDF -> pdf(edition);
                case XLSX -> written(out -> XlsxFormat.write(ReportSheets.of(edition), out));
                case ODS -> written(out -> OdsFormat.write(ReportSheets.of(edition), out));
            };
        } finally {
            turns.release();
        }
    }

    private void take() {
        try {
            if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw Problem.overloaded(
                        "print_busy", 503, PATIENCE, "Too many documents are being made; try again in half a minute");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("print_busy", "The platform is stopping", stopped);
        }
    }

    private byte[] pdf(Edition edition) {
        var out = new StringOutput();
        templates.render(TEMPLATE, Map.of("edition", edition), out);
        return printing.pdf(out.toString(), edition.made(), Printing.Finish.NONE);
    }

    private interface Writing {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var out = new ByteArrayOutputStream();
        try {
            writing.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
