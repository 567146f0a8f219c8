package tw.qiao.analytics.proposals;

import java.util.List;

/**
 * What the beginning of a file shows.
 *
 * @param content what it holds, as in {@code TEXT} or {@code WORKBOOK}
 * @param encoding how its text is written; empty for what is no text
 * @param lines how it was read
 * @param rows the head row and the first rows after it, cells shortened
 * @param looked how many rows were looked at for the proposals
 * @param columns what its columns might be
 */
public record Look(
        String content, String encoding, Lines lines, List<List<String>> rows, long looked, List<Proposal> columns) {}
