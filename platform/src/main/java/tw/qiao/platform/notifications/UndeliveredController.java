package tw.qiao.platform.notifications;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tw.qiao.kernel.Problem;

/** The messages that could not be delivered, for the people who run the platform. */
@Controller
class UndeliveredController {
    private static final int MOST = 100;

    private final Outbox outbox;
    private final Delivery delivery;

    UndeliveredController(Outbox outbox, Delivery delivery) {
        this.outbox = outbox;
        this.delivery = delivery;
    }

    @GetMapping("/notifications/undelivered")
    String list(Model model) {
        Outbox.Counts counts = outbox.counts();
        List<Undelivered.Line> lines = outbox.dead(MOST).stream()
                .map(entry -> new Undelivered.Line(
                        entry.id(),
                        entry.template(),
                        entry.recipient(),
                        entry.attempts(),
                        entry.lastError(),
                        entry.created()))
                .toList();
        model.addAttribute("undelivered", new Undelivered(counts.waiting(), counts.dead(), lines));
        return "notifications/undelivered";
    }

    @PostMapping("/notifications/undelivered/{id}/retry")
    String retry(@PathVariable UUID id) {
        if (!outbox.revive(id)) {
            throw Problem.notFound("message_unknown", "No such message is undelivered");
        }
        delivery.wake();
        return "redirect:/notifications/undelivered";
    }
}
