package tw.qiao.platform.reports;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tw.qiao.platform.identity.SignedIn;

/** Lets people hear of new runs of a report, or not any more. */
@Controller
class ReportSubscriptionController {
    private final ReportShelf shelf;
    private final ReportSubscriptions subscriptions;

    ReportSubscriptionController(ReportShelf shelf, ReportSubscriptions subscriptions) {
        this.shelf = shelf;
        this.subscriptions = subscriptions;
    }

    @PostMapping(ReportController.ONE + "/subscribe")
    String subscribe(@AuthenticationPrincipal SignedIn analyst, @PathVariable String key) {
        subscriptions.add(shelf.require(key).key(), analyst.account());
        return back("subscribed");
    }

    @PostMapping(ReportController.ONE + "/unsubscribe")
    String unsubscribe(@AuthenticationPrincipal SignedIn analyst, @PathVariable String key) {
        subscriptions.remove(key, analyst.account());
        return back("unsubscribed");
    }

    private static String back(String done) {
        return "redirect:" + ReportsConfiguration.PATH + "/schedules?done=" + done;
    }
}
