package tw.qiao.platform.forms;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The open drafts of people with what they are for. */
@Component
public class OpenDrafts {
    private final Drafts drafts;
    private final FormDocuments documents;

    OpenDrafts(Drafts drafts, FormDocuments documents) {
        this.drafts = drafts;
        this.documents = documents;
    }

    /** The drafts that a person can still go on with, the last changed first. */
    public List<OpenDraft> ofApplicant(UUID applicant) {
        return drafts.ofApplicant(applicant).stream().map(this::open).toList();
    }

    private OpenDraft open(Draft draft) {
        FormDocument form = documents.version(draft.form(), draft.formVersion());
        return new OpenDraft(form.title(), draft.path(), draft.changed(), draft.expires());
    }
}
