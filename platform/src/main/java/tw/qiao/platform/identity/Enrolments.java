package tw.qiao.platform.identity;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;

/**
 * Gives the holder of an enrolment link her first way into her account; the link is used up in the same transaction.
 */
@Service
class Enrolments {
    private final EnrolmentLinks links;
    private final Accounts accounts;
    private final PasskeyRegistration registration;
    private final AccountKeys keys;

    Enrolments(EnrolmentLinks links, Accounts accounts, PasskeyRegistration registration, AccountKeys keys) {
        this.links = links;
        this.accounts = accounts;
        this.registration = registration;
        this.keys = keys;
    }

    /** The account that the link is for. */
    Account account(String token) {
        return links.find(token).flatMap(accounts::find).orElseThrow(Enrolments::gone);
    }

    /** The options for registering a passkey by the link. */
    Map<String, Object> options(String token, String sessionId) {
        return registration.options(account(token), sessionId);
    }

    /** Registers the passkey and uses up the link. */
    @Transactional
    Account register(String token, String sessionId, PasskeyAnswer answer, String client) {
        Account account = account(token);
        use(token);
        registration.finish(account, sessionId, answer, client);
        return account;
    }

    /** Makes recovery codes instead of a passkey, for somebody whose browser cannot, and uses up the link. */
    @Transactional
    List<String> codes(String token, String client) {
        Account account = account(token);
        use(token);
        return keys.renewCodes(account.id(), client);
    }

    private void use(String token) {
        if (!links.use(token)) {
            throw gone();
        }
    }

    private static Problem gone() {
        return Problem.notFound(
                "enrolment_link_invalid", "The link was used, replaced or has expired; ask for a new one");
    }
}
