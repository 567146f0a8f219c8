package tw.qiao.platform.casework;

import java.util.Locale;
import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.platform.credentials.CertificateStatusChanged;
import tw.qiao.platform.notifications.Notice;
import tw.qiao.platform.notifications.Notices;

/** Tells holders that the status of their certificate changed. */
@Component
class CertificateNews {
    private final Notices notices;

    CertificateNews(Notices notices) {
        this.notices = notices;
    }

    @ApplicationModuleListener
    void changed(CertificateStatusChanged event) {
        notices.send(new Notice(
                event.holder(),
                "certificate-" + event.status().name().toLowerCase(Locale.ROOT),
                Map.of("certificate", event.number()),
                "/verify/" + event.certificate(),
                "certificate:" + event.certificate() + ":" + event.seq()));
    }
}
