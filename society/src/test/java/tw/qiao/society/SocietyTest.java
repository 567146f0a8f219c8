package tw.qiao.society;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Problem;

class SocietyTest {
    private static final Path DATA = Path.of("../data");

    @Test
    void sameSeedAndSizeGiveTheSameBytesOnAnyNumberOfThreads() {
        assertThat(digest(11, 1)).isEqualTo(digest(11, 1)).isEqualTo(digest(11, 3));
    }

    @Test
    void anotherSeedGivesOtherBytes() {
        assertThat(digest(11, 1)).isNotEqualTo(digest(12, 1));
    }

    @Test
    void everyNationalIdIsValidSyntheticAndUnique() {
        Set<String> ids = new HashSet<>();
        Society.of(3, 20_000, DATA).write(EnumSet.of(Table.PERSON), 2, (table, bytes, length) -> {
            new String(bytes, 0, length, StandardCharsets.UTF_8).lines().forEach(row -> ids.add(row.substring(0, 10)));
        });

        assertThat(ids).hasSize(Society.of(3, 20_000, DATA).people());
        assertThat(ids).allMatch(id -> new NationalId(id).isSynthetic());
    }

    @Test
    void idsNeverCollideInASocietyOfTheWholeCountry() {
        var plan = new Plan(1, 23_400_000, Statistics.read(DATA.resolve("society")));
        var ids = new IdSpace(plan.counties);
        for (int sex = 0; sex < 2; sex++) {
            var taken = new BitSet(26_000_000);
            long people = 0;
            for (County county : plan.counties) {
                for (long n = 0; n < county.rows(sex); n++) {
                    taken.set(ids.place(county.index(), sex, n));
                }
                people += county.rows(sex);
            }
            assertThat(taken.cardinality()).isEqualTo((int) people);
        }
        assertThat(plan.living).isEqualTo(23_400_000);
        assertThat(plan.firms + 2 * plan.stories).isLessThan(900_000);
    }

    @Test
    void unifiedNumbersAreValidAndUnique() {
        var numbers = new HashSet<Integer>();
        for (int firm = 0; firm < 100_000; firm++) {
            int number = UnifiedNumber.of(firm);
            numbers.add(number);
            assertThat(UnifiedNumber.isValid(Integer.toString(number))).isTrue();
        }
        assertThat(numbers).hasSize(100_000);
        assertThat(UnifiedNumber.isValid("04595257")).isTrue();
        assertThat(UnifiedNumber.isValid("04595258")).isFalse();
    }

    @Test
    void familiesAndHouseholdsAgreeWithThemselves() {
        Society society = Society.of(5, 30_000, DATA);
        Settlement settlement = society.writer().settlement;
        for (Pool pool : society.plan.pools) {
            settlement.settle(pool);
            People people = settlement.people;
            for (int i = 0; i < people.living; i++) {
                check(people, i);
            }
            for (int household = 0; household < people.households; household++) {
                assertThat(people.home[people.head[household]]).isEqualTo(household);
            }
        }
    }

    private static void check(People people, int i) {
        assertThat(people.spouse[i] >= 0).isEqualTo(people.marital[i] == People.MARRIED);
        if (people.spouse[i] >= 0) {
            assertThat(people.spouse[people.spouse[i]]).isEqualTo(i);
            assertThat(people.home[people.spouse[i]]).isEqualTo(people.home[i]);
        }
        for (int parent : new int[] {people.father[i], people.mother[i]}) {
            if (parent >= 0) {
                assertThat(people.birthDay[i] - people.birthDay[parent]).isGreaterThan(15 * 365);
            }
        }
        assertThat(people.home[i]).isBetween(0, people.households - 1);
        assertThat(people.relation[i] == Kinship.HEAD).isEqualTo(people.head[people.home[i]] == i);
    }

    @Test
    void everyCountysShareOfOldPeopleIsWithinThreeTenthsOfAPoint() {
        for (long seed : new long[] {1, 2, 42}) {
            MarginReport report = MarginReport.of(Society.of(seed, 200_000, DATA));

            assertThat(report.largestOldShareError()).isLessThanOrEqualTo(0.3);
            assertThat(report.counties()).allMatch(county -> county.made() < 1_000 || county.largestBandError() < 0.1);
            assertThat(report.bands()).allMatch(band -> Math.abs(band.made() - band.expected()) < 4);
        }
    }

    @Test
    void aMillionPeopleFlowThroughASmallHeap() throws IOException, InterruptedException {
        var probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingProbe.class.getName(),
                        DATA.toString())
                .inheritIO()
                .start();

        assertThat(probe.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.exitValue()).isZero();
    }

    @Test
    void refusesASocietyThatNoCountryHas() {
        assertThatThrownBy(() -> Society.of(1, 10, DATA)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Society.of(1, 24_000_000, DATA)).isInstanceOf(Problem.class);
    }

    private static String digest(long seed, int threads) {
        try {
            var digests = MessageDigest.getInstance("SHA-256");
            Society.of(seed, 12_000, DATA).write(EnumSet.allOf(Table.class), threads, (table, bytes, length) -> {
                digests.update((byte) table.qualifiedName().length());
                digests.update(bytes, 0, length);
            });
            return HexFormat.of().formatHex(digests.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
