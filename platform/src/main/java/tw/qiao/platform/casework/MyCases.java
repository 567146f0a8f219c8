package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.casework.DeskCase.EventLine;
import tw.qiao.platform.casework.DeskCase.StateView;
import tw.qiao.platform.credentials.Certificate;
import tw.qiao.platform.forms.OpenDraft;
import tw.qiao.platform.notifications.PostedNotice;
import tw.qiao.platform.site.Bilingual;

/** What the citizen's wall (我的牆) shows: what to do first, then her applications, certificates and messages. */
public record MyCases(
        List<Item> todo,
        List<OpenDraft> drafts,
        List<Item> cases,
        List<Certificate> certificates,
        List<PostedNotice> notices) {
    public MyCases {
        todo = List.copyOf(todo);
        drafts = List.copyOf(drafts);
        cases = List.copyOf(cases);
        certificates = List.copyOf(certificates);
        notices = List.copyOf(notices);
    }

    /**
     * One application.
     *
     * @param milestone how far it is, from 1 to 4: submitted, in review, decided, certificate
     * @param open whether something is still to come
     * @param expected by when the agency decides; null when that is past or stands still
     * @param supplementDue by when she corrects; null when nothing is asked
     */
    public record Item(
            UUID id,
            UUID submission,
            String receiptNumber,
            Bilingual service,
            String subject,
            StateView state,
            int milestone,
            boolean open,
            Instant opened,
            @Nullable LocalDate expected,
            @Nullable LocalDate supplementDue) {
        @Override
        public String toString() {
            return "Item[" + id + "]";
        }
    }

    /** One application with its time line, the newest line first. */
    public record Timeline(
            Item item,
            Bilingual agency,
            List<EventLine> events,
            boolean chainHolds,
            @Nullable Certificate certificate,
            boolean canWithdraw,
            int version) {
        public Timeline {
            events = List.copyOf(events);
        }
    }
}
