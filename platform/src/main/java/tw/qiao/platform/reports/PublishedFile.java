package tw.qiao.platform.reports;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.Commitment;
import tw.qiao.platform.site.Bilingual;

/**
 * A file of a run, and what the evidence log says of it.
 *
 * @param sha256 its digest, in hexadecimal
 * @param expires until when it is kept
 * @param gone whether its time is over, so that its digest and receipt are left of it
 * @param logIndex where its entry is in the log; empty until it is there
 */
public record PublishedFile(
        UUID run,
        Bilingual title,
        FileFormat format,
        long bytes,
        String sha256,
        String salt,
        Instant at,
        Instant expires,
        boolean gone,
        OptionalLong logIndex) {
    /** The name under which the log takes it once. */
    String key() {
        return "report/" + run + "/" + format.word();
    }

    /** What the entry commits to. */
    Map<String, Object> statement() {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("v", 1);
        statement.put("run", run.toString());
        statement.put("title_zh", title.zh());
        statement.put("title_en", title.en());
        statement.put("format", format.word());
        statement.put("sha256", sha256);
        statement.put("at", at.toString());
        return statement;
    }

    /** The entry: kind, time and a commitment, so that the public log tells nobody what a report says. */
    byte[] entry() {
        return CanonicalJson.bytes(Map.of(
                "v", 1, "kind", "report-published", "commit", Commitment.to(statement(), salt), "at", at.toString()));
    }
}
