package tw.qiao.platform.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.exchange.NodeLog;
import tw.qiao.platform.reconciliation.LogKeeper.Said;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.support.TestPlatform;

/**
 * The comparison in sets finds what a comparison of one exchange after the other finds, in whatever order entries come.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NaiveComparisonTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");
    private static final String FLOOD = "server.overloaded";

    private TestPlatform platform;
    private int count;

    @BeforeAll
    void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    /** What happened to one exchange: for each entry how often it is there and how it was altered. */
    private record Case(UUID id, Map<String, Integer> times, Set<String> altered, boolean isApart, String code) {
        boolean has(String entry) {
            return times.getOrDefault(entry, 0) > 0;
        }

        boolean isTwice(String entry) {
            return times.getOrDefault(entry, 0) > 1;
        }
    }

    /** One log while it is filled. */
    private final class Side {
        private final LogState state;
        private final List<byte[]> entries = new ArrayList<>();
        private long taken;

        Side(String code) {
            var log = new NodeLog(
                    "TW/GOV/" + code,
                    new Bilingual("機關", "Agency"),
                    "log/" + code,
                    List.of(),
                    (a, b) -> Optional.empty());
            state = platform.bean(LogStates.class).of(log, Instant.now());
        }

        void take(int most) {
            int end = (int) Math.min(entries.size(), taken + most);
            platform.bean(EntryRows.class)
                    .add(
                            state,
                            taken,
                            entries.subList((int) taken, end),
                            Instant.now().minus(Duration.ofHours(1)));
            taken = end;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void findsExactlyTheSameForRandomEntriesInRandomOrder(int seed) {
        var random = new Random(seed);
        var consumer = new Side("C" + ++count);
        var provider = new Side("P" + count);
        boolean isFlood = random.nextBoolean();
        var cases = new ArrayList<Case>();
        for (int i = 0; i < 200; i++) {
            cases.add(randomCase(random));
        }
        cases.forEach(each -> write(each, consumer, provider));
        if (isFlood) {
            provider.entries.add(said(cases.getFirst(), "provider", "refusals", consumer, provider)
                    .with("code", FLOOD)
                    .with("second", BEGIN.getEpochSecond() + 20)
                    .entry());
        }
        Collections.shuffle(consumer.entries, random);
        Collections.shuffle(provider.entries, random);

        var comparison = platform.bean(Comparison.class);
        while (consumer.taken < consumer.entries.size() || provider.taken < provider.entries.size()) {
            consumer.take(random.nextInt(150));
            provider.take(random.nextInt(150));
            comparison.run(Instant.now());
        }
        platform.bean(LogStates.class).checked(consumer.state.id(), Instant.now());
        platform.bean(LogStates.class).checked(provider.state.id(), Instant.now());
        comparison.run(Instant.now());

        assertThat(found(consumer)).isEqualTo(naive(cases, isFlood));
        assertThat(comparison.waiting()).isZero();
    }

    private static Case randomCase(Random random) {
        var times = new HashMap<String, Integer>();
        var altered = new HashSet<String>();
        boolean isHonest = random.nextInt(3) == 0;
        for (String entry : List.of("consumer request", "consumer response", "provider request", "provider response")) {
            times.put(entry, isHonest ? 1 : random.nextInt(8) == 0 ? 2 : random.nextInt(4) == 0 ? 0 : 1);
            if (!isHonest && random.nextInt(6) == 0) {
                altered.add(entry);
            }
        }
        if (!isHonest) {
            times.put("consumer refusal", random.nextInt(3) == 0 ? 1 : 0);
            times.put("provider refusal", random.nextInt(3) == 0 ? 1 : 0);
        }
        String code = isHonest || random.nextInt(3) > 0 ? "" : random.nextBoolean() ? FLOOD : "server.access_denied";
        return new Case(UUID.randomUUID(), times, altered, !isHonest && random.nextInt(6) == 0, code);
    }

    private static void write(Case of, Side consumer, Side provider) {
        of.times().forEach((name, times) -> {
            String side = name.substring(0, 8);
            Said said = said(of, side, name.substring(9), consumer, provider);
            if (of.altered().contains(name)) {
                said.with(name.endsWith("request") ? "purpose" : "status", name.endsWith("request") ? name : 404);
            }
            if (name.equals("consumer response") && !of.code().isEmpty()) {
                said.with("code", of.code());
            }
            said.at(side.equals("provider") && of.isApart() ? BEGIN.plusSeconds(200) : BEGIN.plusSeconds(5));
            for (int i = 0; i < times; i++) {
                (side.equals("consumer") ? consumer : provider).entries.add(said.entry());
            }
        });
    }

    private static Said said(Case of, String side, String kind, Side consumer, Side provider) {
        return new Said(of.id(), side, kind, consumer.state.member(), provider.state.member());
    }

    private Set<String> found(Side consumer) {
        return new TreeSet<>(platform.database()
                .sql("""
                        select f.gx_id || ' ' || f.kind || ' ' || f.part || ' '
                          || case when f.party is null then '' when f.party = f.consumer then 'consumer' else 'provider' end
                        from reconciliation.finding f join reconciliation.party p on p.id = f.consumer
                        where p.code = :code
                        """)
                .param("code", consumer.state.member())
                .query((row, _) -> row.getString(1))
                .list());
    }

    private static Set<String> naive(List<Case> cases, boolean isFlood) {
        var found = new TreeSet<String>();
        for (Case each : cases) {
            naive(each, isFlood).forEach(finding -> found.add(each.id() + " " + finding));
        }
        return found;
    }

    private static List<String> naive(Case of, boolean isFlood) {
        var found = new ArrayList<String>();
        boolean asked = of.has("consumer request");
        boolean wasAsked = of.has("provider request");
        boolean answered = of.has("provider response");
        boolean gotRefusal = of.has("consumer response") && !of.code().isEmpty();
        boolean gotAnswer = of.has("consumer response") && of.code().isEmpty();
        if (!asked && (gotAnswer || gotRefusal || wasAsked || answered)) {
            found.add("missing request consumer");
        }
        if (asked && !gotAnswer && !gotRefusal && !of.has("consumer refusal")) {
            found.add("missing outcome consumer");
        }
        if (!wasAsked && (gotAnswer || answered)) {
            found.add("missing request provider");
        }
        if (gotAnswer && wasAsked && !answered) {
            found.add("missing response provider");
        }
        if (gotRefusal && !of.has("provider refusal") && !(isFlood && of.code().equals(FLOOD))) {
            found.add("missing refusal provider");
        }
        boolean bothAsked = asked && wasAsked;
        boolean bothAnswered = gotAnswer && answered;
        addDifferences(of, bothAsked, bothAnswered, found);
        for (String side : List.of("consumer", "provider")) {
            if (of.isTwice(side + " request") || of.isTwice(side + " response")) {
                found.add("doubled entry " + side);
            }
        }
        return found;
    }

    private static void addDifferences(Case of, boolean bothAsked, boolean bothAnswered, List<String> found) {
        boolean consumerAltered = of.altered().contains("consumer response");
        boolean providerAltered = of.altered().contains("provider response");
        if (bothAsked
                && (of.altered().contains("consumer request") || of.altered().contains("provider request"))) {
            found.add("differing request ");
        }
        if (bothAnswered && consumerAltered != providerAltered) {
            found.add("differing response ");
        }
        if (bothAsked && of.isApart()) {
            found.add("late request ");
        }
        if (bothAnswered && of.isApart()) {
            found.add("late response ");
        }
    }

    @Test
    void comparesManyExchangesInSeconds() {
        new Side("MANYC");
        new Side("MANYP");
        platform.database().sql("""
                insert into reconciliation.entry
                select l.id, i * 2 + k.n, md5(i::text)::uuid, c.id, p.id, s.side::"char", k.kind::"char", false,
                  now(), now() - interval '1 hour', 'facts', 'service', case when k.kind = 'a' then 'answer' end, null
                from generate_series(1, 250000) i
                cross join (values ('q', 0), ('a', 1)) k (kind, n)
                cross join (values ('c', 'log/MANYC'), ('p', 'log/MANYP')) s (side, origin)
                join reconciliation.log l on l.origin = s.origin
                join reconciliation.party c on c.code = 'TW/GOV/MANYC'
                join reconciliation.party p on p.code = 'TW/GOV/MANYP'
                """).update();
        platform.database()
                .sql(
                        "insert into reconciliation.waiting select distinct gx_id from reconciliation.entry where facts = 'facts'")
                .update();
        long before = platform.bean(Comparison.class).compared();
        long start = System.nanoTime();

        platform.bean(Comparison.class).run(Instant.now());

        assertThat(platform.bean(Comparison.class).compared() - before).isEqualTo(250_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
}
