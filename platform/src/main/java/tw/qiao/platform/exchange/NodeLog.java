package tw.qiao.platform.exchange;

import java.util.List;
import tw.qiao.kernel.log.LogSource;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.platform.site.Bilingual;

/**
 * The evidence log of one exchange node, as the registry names it.
 *
 * @param member the member that runs the node, for example {@code TW/GOV/RIS}
 * @param keys all of which sign its checkpoints
 * @param files where its public files are read
 */
public record NodeLog(String member, Bilingual name, String origin, List<NoteKey> keys, LogSource files) {
    public NodeLog {
        keys = List.copyOf(keys);
    }
}
