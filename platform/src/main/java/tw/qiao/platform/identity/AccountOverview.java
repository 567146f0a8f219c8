package tw.qiao.platform.identity;

import java.util.List;

/**
 * What the account page shows.
 *
 * @param done a word for what was just done; empty when nothing was
 */
public record AccountOverview(
        Account account,
        List<Passkey> passkeys,
        int recoveryCodes,
        List<OpenSession> sessions,
        List<SecurityEvent> events,
        String done) {
    public AccountOverview {
        passkeys = List.copyOf(passkeys);
        sessions = List.copyOf(sessions);
        events = List.copyOf(events);
    }
}
