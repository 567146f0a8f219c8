package tw.qiao.platform.notifications;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.notifications.Wording.Words;

/** All messages to people. */
@Service
public class Notices {
    private final Wall wall;
    private final Outbox outbox;
    private final Wording wording;
    private final Accounts accounts;
    private final Delivery delivery;

    Notices(Wall wall, Outbox outbox, Wording wording, Accounts accounts, Delivery delivery) {
        this.wall = wall;
        this.outbox = outbox;
        this.wording = wording;
        this.accounts = accounts;
        this.delivery = delivery;
    }

    /**
     * Puts a message on its reader's wall and into the outbox of every channel, in the caller's transaction. A message
     * with a key that was used before is left out.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Notice notice) {
        Account account = accounts.find(notice.account())
                .orElseThrow(() -> new IllegalArgumentException("A notice needs an account that exists"));
        if (!wall.post(notice)) {
            return;
        }
        String email = notice.email().isBlank() ? account.email() : notice.email();
        if (!email.isBlank()) {
            outbox.add(notice, Channel.EMAIL, email, wording.of(notice, account));
            delivery.wakeAfterCommit();
        }
    }

    /** What {@code notice} will say to its reader, without sending it. */
    public Preview preview(Notice notice) {
        Account account = accounts.find(notice.account()).orElseThrow();
        Words words = wording.of(notice, account);
        return new Preview(words.subject(), words.body());
    }

    /** A message as its reader will get it. */
    public record Preview(String subject, String body) {}

    /** The newest messages on the wall of {@code account}. */
    public List<PostedNotice> ofAccount(UUID account, int limit) {
        return wall.newest(account, limit);
    }
}
