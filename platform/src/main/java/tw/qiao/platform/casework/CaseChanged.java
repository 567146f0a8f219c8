package tw.qiao.platform.casework;

import java.util.UUID;

/** Somebody else changed the case after the person had opened her page of it. */
final class CaseChanged extends RuntimeException {
    private final UUID caseId;

    CaseChanged(UUID caseId) {
        super("The case changed after the page was opened");
        this.caseId = caseId;
    }

    UUID caseId() {
        return caseId;
    }
}
