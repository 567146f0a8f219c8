package tw.qiao.platform.forms;

import java.util.UUID;

/** Somebody works on a draft that is submitted already: she is led to its receipt. */
final class AlreadySubmitted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final UUID submission;

    AlreadySubmitted(UUID submission) {
        super("The draft is submitted");
        this.submission = submission;
    }

    UUID submission() {
        return submission;
    }
}
