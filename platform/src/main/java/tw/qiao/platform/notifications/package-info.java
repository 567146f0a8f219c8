/**
 * Messages to people (通知): each goes once on the wall of its reader and once to every channel, through an outbox that
 * survives crashes.
 *
 * <p>What is promised: a message is stored in the transaction of what it tells, so it exists exactly when that
 * happened. To a channel it goes at least once: a sender that dies between the mail server's "accepted" and its own
 * commit sends again, with the same Message-ID (RFC 5322, 3.6.4), by which servers and mail programs recognise the
 * repetition.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity"})
package tw.qiao.platform.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
