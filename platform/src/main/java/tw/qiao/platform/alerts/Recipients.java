package tw.qiao.platform.alerts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.identity.Role;

/** Who may be told of alerts: analysts and administrators, together or one by one. */
@Component
class Recipients {
    static final String ANALYSTS = "analysts";
    static final String ADMINISTRATORS = "administrators";

    private final Accounts accounts;

    Recipients(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The accounts behind the word of a step, so far as they still may be told. */
    List<Account> of(String to) {
        return switch (to) {
            case ANALYSTS -> accounts.having(Role.ANALYST);
            case ADMINISTRATORS -> accounts.having(Role.ADMINISTRATOR);
            default -> one(to).stream().toList();
        };
    }

    /** Those who can be named one by one. */
    List<Account> all() {
        return Stream.of(Role.ANALYST, Role.ADMINISTRATOR)
                .flatMap(role -> accounts.having(role).stream())
                .distinct()
                .toList();
    }

    /** Whether a step may name this. */
    boolean isKnown(String to) {
        return to.equals(ANALYSTS) || to.equals(ADMINISTRATORS) || one(to).isPresent();
    }

    /** The name of whom a word stands for, when it is one person. */
    Optional<String> name(String to) {
        return account(to).map(Account::name);
    }

    private Optional<Account> one(String to) {
        return account(to)
                .filter(account -> account.roles().contains(Role.ANALYST)
                        || account.roles().contains(Role.ADMINISTRATOR));
    }

    private Optional<Account> account(String to) {
        try {
            return accounts.find(UUID.fromString(to));
        } catch (IllegalArgumentException word) {
            return Optional.empty();
        }
    }
}
