package tw.qiao.platform.casework;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.identity.SignedIn;

/**
 * Who takes a step.
 *
 * @param account null for the platform itself
 * @param name as it is written into the history
 */
record Actor(Procedure.By kind, @Nullable UUID account, String name) {
    /** The platform, acting by itself on a decision or an event. */
    static final Actor PLATFORM = new Actor(Procedure.By.PLATFORM, null, "");

    static Actor officer(SignedIn person) {
        return new Actor(Procedure.By.OFFICER, person.account(), person.name());
    }

    static Actor applicant(UUID account, String name) {
        return new Actor(Procedure.By.APPLICANT, account, name);
    }

    /** The word for the kind of actor in the database. */
    String word() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
