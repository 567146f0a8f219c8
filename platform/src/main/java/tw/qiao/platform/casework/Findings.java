package tw.qiao.platform.casework;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * What the facts tell an officer to look at before she decides (請留意). Findings inform; they never decide.
 *
 * @param otherName the name that the applicant typed as her own, where her account has another; null otherwise
 * @param licenceExpired when the engineer's licence expired; null when it is still good or not known
 * @param sameFirm the other cases of the firm at the officer's agency that are open or led to a certificate
 * @param elsewhere how many such cases other agencies have
 * @param own how many answers the applicant filled in although an agency could have told them
 * @param tellable how many answers an agency could have told
 */
public record Findings(
        @Nullable OtherName otherName,
        @Nullable LocalDate licenceExpired,
        List<OtherCase> sameFirm,
        long elsewhere,
        long own,
        long tellable) {
    /** Nothing to look at. */
    static final Findings NONE = new Findings(null, null, List.of(), 0, 0, 0);

    public Findings {
        sameFirm = List.copyOf(sameFirm);
    }

    /** Whether there is nothing to look at. */
    public boolean isEmpty() {
        return otherName == null && licenceExpired == null && sameFirm.isEmpty() && elsewhere == 0 && own == 0;
    }

    /** Two names where one was expected. */
    public record OtherName(String typed, String account) {}

    /** Another case of the same firm. */
    public record OtherCase(UUID id, String receiptNumber, Bilingual service, Bilingual state) {}
}
