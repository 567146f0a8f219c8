package tw.qiao.platform.reports;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import tw.qiao.kernel.Problem;

/** All files of a run, made from one edition. */
@Service
class ReportFiles {
    private final ReportCompiling compiling;
    private final ReportDocuments documents;
    private final ReportRecipients recipients;

    ReportFiles(ReportCompiling compiling, ReportDocuments documents, ReportRecipients recipients) {
        this.compiling = compiling;
        this.documents = documents;
        this.recipients = recipients;
    }

    /** The files, with what values and from what they were made, and for how many days they are kept. */
    record Made(Map<String, String> values, List<String> provenance, int keepDays, Map<FileFormat, byte[]> files) {}

    /** Makes the files with the figures that who asked for the run may see now. */
    Made make(ReportRun run, Report report) {
        if (!recipients.mayLook(run.account())) {
            throw Problem.forbidden("report_owner", "Who asked for this run is no analyst any more");
        }
        Edition edition = compiling.compile(run.account(), report.declaration(), run.parameters());
        var files = new EnumMap<FileFormat, byte[]>(FileFormat.class);
        for (FileFormat format : FileFormat.values()) {
            files.put(format, documents.file(edition, format));
        }
        return new Made(
                edition.raws(), edition.provenance(), report.declaration().keepDays(), files);
    }
}
