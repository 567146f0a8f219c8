package tw.qiao.platform.forms;

import org.jspecify.annotations.Nullable;
import tw.qiao.platform.mydata.Provenance;

/**
 * A saved answer.
 *
 * @param revision grows by one with every change, so that two windows cannot overwrite each other unseen
 * @param value the answer as {@link AnswerReader} reads it; empty when an optional question was passed over
 * @param provenance where it came from, when an agency gave it
 * @param correction what it replaced, when the applicant corrected an agency
 */
record DraftAnswer(
        String field,
        int revision,
        String value,
        @Nullable Provenance provenance,
        @Nullable Correction correction) {}
