package tw.qiao.analytics.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** The births and deaths of the shipped table, by codes of other dates. */
class CrosswalkOfEventsTest {
    private static final Path EVENTS = Path.of("../data/warehouse/vital_events_by_village.parquet");

    @TempDir
    private Path folder;

    private Workbench workbench;

    @BeforeEach
    void translate() {
        workbench = Workbench.open(folder, 512, 2);
        workbench.execute("create table events as select village_code as code, month, sum(births) as births,"
                + " sum(deaths) as deaths from read_parquet("
                + Sql.text(EVENTS.toAbsolutePath().normalize().toString())
                + ") where village_code is not null group by all");
        workbench.execute("create table translated as select *, village_code_at(code, date '2018-12-01') as code_2018"
                + " from events where month between '2018-01-01' and '2021-03-01'");
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    @Test
    void losesNoBirthsAndDeathsOfAnyTownship() {
        assertThat(workbench.number(
                        "select count(*) from (select substr(code, 1, 8) as township, sum(births), sum(deaths)"
                                + " from translated group by 1 except select substr(coalesce(code_2018, code), 1, 8),"
                                + " sum(births), sum(deaths) from translated group by 1)"))
                .isZero();
        assertThat(workbench.number("select sum(births) from translated"))
                .isEqualTo(workbench.number("select sum(births) from (select coalesce(code_2018, code) as code,"
                        + " sum(births) as births from translated group by 1)"));
    }

    @Test
    void translatesToCodesThatAreInForceThenAndJoinsMoreRowsThanBefore() {
        String inForce = VillageCodes.shipped().validities().stream()
                .filter(validity -> validity.holds(LocalDate.of(2018, 12, 1)))
                .map(validity -> Sql.text(validity.code()))
                .collect(Collectors.joining(", ", "(", ")"));

        long before = workbench.number("select count(*) from translated where code in " + inForce);
        long after = workbench.number("select count(*) from translated where code_2018 in " + inForce);

        assertThat(after).isGreaterThan(before);
        assertThat(workbench.number("select count(*) from translated where code_2018 not in " + inForce))
                .isZero();
    }
}
