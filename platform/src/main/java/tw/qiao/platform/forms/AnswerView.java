package tw.qiao.platform.forms;

import org.jspecify.annotations.Nullable;
import tw.qiao.platform.mydata.DataItem;
import tw.qiao.platform.mydata.Provenance;
import tw.qiao.platform.site.Bilingual;

/**
 * A line of a summary of answers.
 *
 * @param shown the answer as people read it
 * @param source the data item that it came from, or that it replaced
 * @param provenance where it came from; null when the applicant filled it in
 * @param corrected what the agency holds instead; null unless the applicant corrected it
 */
public record AnswerView(
        String field,
        Bilingual label,
        Bilingual shown,
        @Nullable DataItem source,
        @Nullable Provenance provenance,
        @Nullable Bilingual corrected) {}
