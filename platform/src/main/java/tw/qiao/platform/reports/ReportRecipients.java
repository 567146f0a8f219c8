package tw.qiao.platform.reports;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.identity.Role;
import tw.qiao.platform.notifications.Notice;
import tw.qiao.platform.notifications.Notices;

/** Those who are told of a new run while they may look at reports; the notice has a link and no figures. */
@Service
class ReportRecipients {
    private final Accounts accounts;
    private final Notices notices;

    ReportRecipients(Accounts accounts, Notices notices) {
        this.accounts = accounts;
        this.notices = notices;
    }

    /** Whether reports are for the person of {@code account} now. */
    boolean mayLook(UUID account) {
        return accounts.find(account)
                .filter(found -> found.roles().contains(Role.ANALYST))
                .isPresent();
    }

    /** Tells in the caller's transaction. */
    void tell(UUID account, ReportRun run) {
        if (mayLook(account)) {
            notices.send(new Notice(
                    account,
                    "report-published",
                    Map.of("title", run.title().zh(), "title_en", run.title().en()),
                    ReportsConfiguration.PATH + "/runs/" + run.id(),
                    "report-published/" + run.id() + "/" + account));
        }
    }
}
