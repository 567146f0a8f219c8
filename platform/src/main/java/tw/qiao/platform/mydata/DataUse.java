package tw.qiao.platform.mydata;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.exchange.ReceiptCheck;
import tw.qiao.platform.exchange.Usage;
import tw.qiao.platform.site.Bilingual;

/**
 * One use of a person's data, as her page shows it (資料使用紀錄).
 *
 * @param provider who gave the data
 * @param consumer who got it
 * @param what the data item; what the service is called where the catalogue doesn't know it
 * @param fields what was told
 * @param purpose what for
 * @param basis the law
 * @param consent how it stands with the person's consent
 * @param receipt what the check of both parties' logs found
 */
public record DataUse(
        Usage usage,
        Bilingual provider,
        Bilingual consumer,
        Bilingual what,
        List<Bilingual> fields,
        Bilingual purpose,
        Bilingual basis,
        ConsentMatch consent,
        ReceiptCheck receipt) {
    public DataUse {
        fields = List.copyOf(fields);
    }

    /** How a use stands with the consents of the person. */
    public enum ConsentMatch {
        /** She consented to just this. */
        MATCHED,
        /** No consent of hers was named, or one that is not hers. */
        NONE,
        /** It was not one of the requests that the platform sent under the consent. */
        NOT_SENT,
        /** It went beyond what she consented to. */
        BEYOND
    }

    /** Whether the person did consent to this use. */
    public boolean isConsented() {
        return consent == ConsentMatch.MATCHED;
    }

    /** The last part of the message key of the receipt's state. */
    public String receiptState() {
        if (receipt.holds()) {
            return "holds";
        }
        return receipt.isOpen() ? "open" : "fails";
    }

    /**
     * A part of the list of uses.
     *
     * @param away the providers that could not be asked
     * @param consentsAlive the consents that still allow something
     */
    public record Listing(
            List<DataUse> uses, int total, int page, int lastPage, List<Bilingual> away, List<Consent> consentsAlive) {
        public Listing {
            uses = List.copyOf(uses);
            away = List.copyOf(away);
            consentsAlive = List.copyOf(consentsAlive);
        }
    }

    /** What one provider said about one subject; null when it could not be asked. */
    record Told(String provider, @Nullable List<Usage> usages, int total) {}
}
