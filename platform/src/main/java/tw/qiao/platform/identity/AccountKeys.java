package tw.qiao.platform.identity;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;

/** The ways into an account, changed so that one always remains. */
@Service
class AccountKeys {
    private final Accounts accounts;
    private final Passkeys passkeys;
    private final RecoveryCodes codes;
    private final SecurityEvents events;

    AccountKeys(Accounts accounts, Passkeys passkeys, RecoveryCodes codes, SecurityEvents events) {
        this.accounts = accounts;
        this.passkeys = passkeys;
        this.codes = codes;
        this.events = events;
    }

    List<Passkey> passkeys(UUID account) {
        return passkeys.ofAccount(account);
    }

    int recoveryCodesLeft(UUID account) {
        return codes.left(account);
    }

    /** A new set of recovery codes, shown this once. */
    @Transactional
    List<String> renewCodes(UUID account, String client) {
        accounts.lock(account);
        events.record(account, "recovery-codes-made", client);
        return codes.renew(account);
    }

    void rename(UUID account, UUID passkey, String name) {
        if (!passkeys.rename(account, passkey, name)) {
            throw unknown();
        }
    }

    /** Removes a passkey; false when it is the last way into the account. */
    @Transactional
    boolean remove(UUID account, UUID passkey, String client) {
        accounts.lock(account);
        List<Passkey> all = passkeys.ofAccount(account);
        if (all.stream().noneMatch(one -> one.id().equals(passkey))) {
            throw unknown();
        }
        boolean another = all.stream().anyMatch(one -> !one.id().equals(passkey) && one.suspended() == null);
        if (!another && codes.left(account) == 0) {
            return false;
        }
        events.record(account, "passkey-removed", client);
        return passkeys.remove(account, passkey);
    }

    private static Problem unknown() {
        return Problem.notFound("passkey_unknown", "The account has no such passkey");
    }
}
