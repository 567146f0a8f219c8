package tw.qiao.society;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistersTest {
    private static final Society SOCIETY = Society.of(7, 2_000, Path.of("../data"));
    private static EmbeddedPostgres postgres;
    private static DataSource database;

    @BeforeAll
    static void load() throws IOException {
        postgres = EmbeddedPostgres.start();
        database = postgres.getPostgresDatabase();
        Registers.load(database, SOCIETY, ProgressListener.silent());
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "household.person p where not exists (select from household.household h where h.household_no = p.household_no)",
                "household.household h where not exists (select from household.person p where p.national_id = h.head_id and p.household_no = h.household_no and p.relation = '戶長' and p.death_date is null)",
                "household.person p where spouse_id is not null and not exists (select from household.person s where s.national_id = p.spouse_id and s.spouse_id = p.national_id)",
                "household.person p where father_id is not null and not exists (select from household.person f where f.national_id = p.father_id and f.sex = 'M' and f.birth_date + interval '15 years' <= p.birth_date)",
                "household.person p where mother_id is not null and not exists (select from household.person m where m.national_id = p.mother_id and m.sex = 'F' and m.birth_date + interval '15 years' <= p.birth_date)",
                "household.person p join household.household h using (household_no) where p.address <> h.address or p.village_code <> h.village_code",
                "household.life_event e where not exists (select from household.person p where p.national_id = e.national_id)",
                "household.life_event e where kind = 'birth' and not exists (select from household.person p where p.national_id = e.national_id and p.birth_date = e.event_date)",
                "household.life_event e where event_date > date '2026-03-31' or event_date <= date '2025-03-31'",
                "land.building b where not exists (select from land.parcel p where p.parcel_no = b.parcel_no)",
                "land.ownership o where subject_kind = 'parcel' and not exists (select from land.parcel where parcel_no = subject_no)",
                "land.ownership o where subject_kind = 'building' and not exists (select from land.building where building_no = subject_no)",
                "land.ownership o where owner_kind = 'person' and not exists (select from household.person where national_id = owner_no)",
                "land.ownership o where owner_kind = 'firm' and not exists (select from construction.firm where unified_no = owner_no)",
                "(select subject_no, sum(1.0 * share_numerator / share_denominator) held from land.ownership where subject_kind = 'building' group by 1) o where abs(held - 1) > 0.001",
                "(select subject_no, sum(1.0 * share_numerator / share_denominator) held from land.ownership where subject_kind = 'parcel' group by 1) o where held > 1.001",
                "land.ownership where registered > date '2026-03-31'",
                "construction.firm f where not exists (select from household.person where national_id = representative_id)",
                "construction.technician t where not exists (select from household.person p where p.national_id = t.national_id and p.name = t.name)",
                "construction.technician t where firm_unified_no is not null and not exists (select from construction.firm where unified_no = firm_unified_no)",
                "welfare.low_income w where not exists (select from household.person p where p.national_id = w.national_id)",
                "welfare.disability w where not exists (select from household.person p where p.national_id = w.national_id)",
                "labour.job j where not exists (select from household.person p where p.national_id = j.national_id and p.death_date is null)",
                "labour.job j where firm_unified_no is not null and not exists (select from labour.employer where unified_no = firm_unified_no)",
                "labour.job where end_date < start_date"
            })
    void noRowPointsNowhere(String wrong) throws SQLException {
        assertThat(number("select count(*) from " + wrong)).isZero();
    }

    @Test
    void everyTableHasRows() throws SQLException {
        for (Table table : Table.values()) {
            assertThat(number("select count(*) from " + table.qualifiedName())).isPositive();
        }
    }

    @Test
    void everyPlantedFactHolds() throws SQLException {
        List<Truth.Fact> facts = Truth.of(SOCIETY).facts();
        assertThat(facts).hasSizeGreaterThan(100);
        for (Truth.Fact fact : facts) {
            assertThat(number(fact.sql())).as(fact.id()).isEqualTo(fact.expected());
        }
    }

    @Test
    void atLeastTwentyDemoPeopleCanBeGrantedSomething() throws SQLException {
        List<DemoPeople.Person> people = DemoPeople.of(SOCIETY).people();

        long able = 0;
        for (DemoPeople.Person person : people) {
            able += number("""
                    select count(*) from household.person p
                    join construction.firm f on f.representative_id = p.national_id
                    join construction.technician t on t.firm_unified_no = f.unified_no
                    join land.ownership o on o.owner_no = f.unified_no and o.subject_kind = 'building'
                    where p.national_id = '%s' and p.name = '%s' and f.unified_no = '%s' and f.capital = %d
                        and f.name = '%s' and t.licence_no = '%s' and p.death_date is null and f.capital >= 3600000
                        and p.birth_date = '%s' and p.birth_date <= date '2008-03-31' and t.expires > date '2027-12-31'""".formatted(
                                            person.nationalId(),
                                            person.name(),
                                            person.firmUnifiedNo(),
                                            person.capital(),
                                            person.firmName(),
                                            person.engineerLicenceNo(),
                                            person.birthDate()))
                            > 0
                    ? 1
                    : 0;
        }
        assertThat(able).isGreaterThanOrEqualTo(20);
        assertThat(people).anyMatch(person -> person.name().contains("𠀋"));
        assertThat(people).anyMatch(person -> person.name().contains("·"));
        assertThat(people).anyMatch(person -> person.capital() < 22_500_000);
        assertThat(people).anyMatch(person -> person.note().contains("逾期"));
    }

    @Test
    void findsTheSameSocietyAndStartsOverAfterACut() throws SQLException {
        assertThat(Registers.load(database, SOCIETY, ProgressListener.silent())).isEqualTo(Registers.Outcome.FOUND);
        var other = Society.of(8, 2_000, Path.of("../data"));
        assertThatThrownBy(() -> Registers.load(database, other, (step, done, total) -> {
                    throw new IllegalStateException("cut off");
                }))
                .hasStackTraceContaining("cut off");
        assertThat(Registers.held(database)).contains(new Registers.Held(7, 2_000));
        assertThat(Registers.load(database, SOCIETY, ProgressListener.silent())).isEqualTo(Registers.Outcome.LOADED);
        assertThat(number("select count(*) from household.person")).isEqualTo(SOCIETY.people());
    }

    private static long number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
