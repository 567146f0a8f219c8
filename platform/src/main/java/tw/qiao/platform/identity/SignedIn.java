package tw.qiao.platform.identity;

import java.io.Serializable;
import java.util.Set;
import java.util.UUID;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.Visitor;

/**
 * The person of a session, as controllers receive her by {@code @AuthenticationPrincipal}.
 *
 * @param agency the member of the exchange that an officer works for, such as {@code TW/GOV/NLMA}; empty for others
 */
public record SignedIn(UUID account, String nationalId, String name, Set<Role> roles, String agency)
        implements Visitor, Serializable {
    public SignedIn {
        roles = Set.copyOf(roles);
    }

    @Override
    public String displayName() {
        return name;
    }

    @Override
    public boolean belongsTo(Audience audience) {
        return audience == Audience.SIGNED_IN || roles.stream().anyMatch(role -> role.audience() == audience);
    }

    @Override
    public String toString() {
        return "SignedIn[" + account + "]";
    }
}
