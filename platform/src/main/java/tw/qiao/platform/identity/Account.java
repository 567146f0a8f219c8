package tw.qiao.platform.identity;

import java.util.Set;
import java.util.UUID;

/**
 * An account (帳號): one person with her roles and where she is reached.
 *
 * @param email where notices go; empty when she gave none
 * @param language {@code zh-Hant-TW} or {@code en}
 * @param agency the member that an officer works for; empty for others
 */
public record Account(
        UUID id, String nationalId, String name, String email, String language, Set<Role> roles, String agency) {
    public Account {
        roles = Set.copyOf(roles);
    }

    /** The person of a session of this account. */
    public SignedIn signedIn() {
        return new SignedIn(id, nationalId, name, roles, agency);
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
