package tw.qiao.platform.identity;

import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * A synthetic person that a demonstration offers for sign-in.
 *
 * @param firm the name of the firm that she represents; empty for others
 * @param firmNumber the unified business number of the firm
 * @param licence the number of the licence of the firm's engineer
 * @param note what makes her interesting, if anything does
 */
public record DemoPerson(
        String nationalId,
        String name,
        Role role,
        String agency,
        String firm,
        String firmNumber,
        String licence,
        @Nullable Bilingual note) {}
