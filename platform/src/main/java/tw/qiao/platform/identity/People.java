package tw.qiao.platform.identity;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;

/** What administrators do to accounts. Each action is recorded with who did it. */
@Service
class People {
    private final Accounts accounts;
    private final EnrolmentLinks links;
    private final Sessions sessions;
    private final SecurityEvents events;

    People(Accounts accounts, EnrolmentLinks links, Sessions sessions, SecurityEvents events) {
        this.accounts = accounts;
        this.links = links;
        this.sessions = sessions;
        this.events = events;
    }

    /** Opens an account and gives its enrolment link, which is shown once. */
    @Transactional
    String open(NewPerson person, UUID actor) {
        if (accounts.ofNationalId(person.nationalId()).isPresent()) {
            throw Problem.conflict("account_exists", "This person has an account already");
        }
        Account account = accounts.open(
                person.nationalId(), person.name(), person.email(), Set.of(person.role()), person.agency());
        events.recordPrivileged(account.id(), actor, "account-opened");
        return links.make(account.id(), actor);
    }

    /** A new enrolment link for somebody who lost every way into her account. */
    @Transactional
    String link(UUID account, UUID actor) {
        requireAccount(account);
        events.recordPrivileged(account, actor, "enrolment-link-made");
        return links.make(account, actor);
    }

    /** Changes what a person may do, from her next request on. */
    @Transactional
    void grant(UUID account, Set<Role> roles, String agency, UUID actor) {
        requireAccount(account);
        accounts.grant(account, roles, agency);
        events.recordPrivileged(account, actor, "roles-changed");
    }

    /** Signs a person out everywhere. */
    @Transactional
    void endSessions(UUID account, UUID actor) {
        requireAccount(account);
        sessions.endAll(account, "");
        events.recordPrivileged(account, actor, "sessions-ended");
    }

    private void requireAccount(UUID account) {
        if (accounts.find(account).isEmpty()) {
            throw unknown();
        }
    }

    static Problem unknown() {
        return Problem.notFound("account_unknown", "There is no such account");
    }
}
