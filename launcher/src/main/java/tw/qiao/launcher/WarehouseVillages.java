package tw.qiao.launcher;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.crosswalk.VillageChange;
import tw.qiao.analytics.crosswalk.VillageCodes;
import tw.qiao.kernel.Problem;

/** Translates the code of a village to another date. */
@Command(
        name = "villages",
        mixinStandardHelpOptions = true,
        description = {
            "Says what code a village has on another date, and what happened to it. 村里代碼異動對照",
            "Exit code 0: one code, 2: none is known, or several."
        })
final class WarehouseVillages implements Callable<Integer> {
    private static final int UNKNOWN = 2;

    @Parameters(index = "0", paramLabel = "CODE", description = "a village's code of any time from 2014-04 to 2024-12")
    private String code = "";

    @Parameters(index = "1", paramLabel = "DATE", description = "such as 2020-12-31")
    private String date = "";

    @Override
    public Integer call() {
        VillageCodes codes = VillageCodes.shipped();
        @Nullable String then = codes.at(code, day());
        System.out.println(then == null ? "–" : then);
        for (VillageChange change : codes.changes(code.replace("-", "").strip())) {
            System.out.printf(
                    Locale.ROOT,
                    "%.7s  %s → %s  %s %.4f %s%n",
                    change.month(),
                    change.from().isEmpty() ? "–" : change.from(),
                    change.to().isEmpty() ? "–" : change.to(),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.share(),
                    change.evidence().name().toLowerCase(Locale.ROOT));
        }
        return then == null ? UNKNOWN : 0;
    }

    private LocalDate day() {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw Problem.invalid("villages_date", "A date is written like 2020-12-31, not " + date);
        }
    }
}
