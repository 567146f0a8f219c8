package tw.qiao.analytics.feeds;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.drift.Finding;
import tw.qiao.analytics.recipes.Correction;

/**
 * What an import did.
 *
 * @param imported the names of the files whose rows are now in the table
 * @param unchanged the names of the files that had been imported before as they are
 * @param read how many rows of data the imported files have
 * @param accepted how many of them are in the table
 * @param written how many rows of the table they became
 * @param bytes how long the imported files are, unpacked
 * @param corrections what was repaired or noticed, by kind
 * @param quarantined how many rows were set aside, by reason; a row counts once for each
 * @param quarantine the file that says which
 * @param drift how batches differ from those before them
 * @param aside how many rows of unchanged files were set aside when they came, and still are
 * @param held the files whose rows are not in the table until their difference is accepted
 */
public record ImportReport(
        String table,
        List<String> imported,
        List<String> unchanged,
        long read,
        long accepted,
        long written,
        long bytes,
        Map<Correction, Long> corrections,
        Map<Reason, Long> quarantined,
        Optional<Path> quarantine,
        long aside,
        List<Finding> drift,
        List<String> held) {}
