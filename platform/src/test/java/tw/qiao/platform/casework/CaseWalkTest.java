package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.forms.Supplements;
import tw.qiao.platform.support.TestPlatform;

/** Random walks over the procedure: whoever tries whatever, cases stay on declared edges and their chains verify. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseWalkTest {
    private static final int WALKS = 40;
    private static final int STEPS = 25;
    private static final List<String> ACTIONS = List.of(
            "claim",
            "return",
            "request-supplement",
            "answer-supplement",
            "resume",
            "approve",
            "reject",
            "issue-certificate",
            "withdraw",
            "submit",
            "nonsense");

    private static final LocalDate PAST = LocalDate.of(2026, 1, 5);

    private TestPlatform platform;
    private Fixture fixture;
    private Procedure procedure;
    private UUID applicant;

    @BeforeAll
    void start() {
        fixture = Fixture.start();
        platform = fixture.platform();
        applicant = fixture.applicant();
        procedure = platform.bean(Procedures.class).get(Fixture.FORM);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void neverLeavesTheDeclaredEdgesAndAlwaysKeepsTheChain() {
        for (int seed = 0; seed < WALKS; seed++) {
            UUID id = fixture.submit(applicant);
            walk(id, new Random(seed));

            List<CaseEvent> events = fixture.events(id);
            CaseFile file = fixture.file(id);
            assertThat(Chain.verifies(file, events)).as("seed %d", seed).isTrue();
            assertThat(events.getFirst().action()).isEqualTo("submit");
            for (CaseEvent event : events.subList(1, events.size())) {
                Procedure.Step step =
                        procedure.step(event.action(), event.from()).orElseThrow();
                assertThat(event.to()).isEqualTo(step.target(event.from()));
                assertThat(event.actor().kind()).isEqualTo(step.by());
            }
            assertThat(file.finished()).isEqualTo(procedure.state(file.state()).finished());
            assertThat(file.pausedSince() != null)
                    .isEqualTo(procedure.state(file.state()).paused());
            assertThat(messages(id)).isLessThanOrEqualTo(events.size());
            assertThat(platform.bean(Supplements.class).open(file.submission()).isPresent())
                    .as("seed %d: a request is open in the state %s", seed, file.state())
                    .isEqualTo(procedure.state(file.state()).paused());
        }
    }

    private void walk(UUID id, Random random) {
        List<Actor> actors = List.of(
                Actor.PLATFORM,
                Actor.applicant(applicant, "王小橋"),
                new Actor(Procedure.By.OFFICER, fixture.account("林承辦"), "林承辦"),
                new Actor(Procedure.By.OFFICER, fixture.account("陳承辦"), "陳承辦"),
                new Actor(Procedure.By.OFFICER, applicant, "王小橋"));
        for (int i = 0; i < STEPS; i++) {
            CaseFile file = fixture.file(id);
            String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            Actor actor = actors.get(random.nextInt(actors.size()));
            int version = random.nextInt(5) == 0 ? random.nextInt(6) : file.version();
            try {
                fixture.inTransaction(() -> platform.bean(Cases.class)
                        .take(procedure, file, version, actor, action, details(action, file)));
                assertThat(version).isEqualTo(file.version());
            } catch (Problem | CaseChanged refused) {
                if (procedure.step(action, file.state()).isPresent()) {
                    assertThat(refused).message().doesNotContain("has not answered the last request");
                }
                assertThat(fixture.events(id)).hasSize(file.version());
            }
        }
    }

    private Details details(String action, CaseFile file) {
        return switch (action) {
            case "request-supplement" -> {
                Map<String, String> reasons = Map.of("firm-name", "理由");
                UUID supplement = platform.bean(Supplements.class).request(file.submission(), reasons, PAST);
                yield Details.asking(supplement, reasons, PAST, "");
            }
            case "approve", "reject" -> Details.deciding("理由", "cia-15");
            case "issue-certificate" -> Details.certifying("X");
            default -> Details.NONE;
        };
    }

    private int messages(UUID id) {
        return platform.database()
                .sql("select count(*) from notifications.notice where link = :link")
                .param("link", "/my/cases/" + id)
                .query(Integer.class)
                .single();
    }

    @Test
    void noticesAnyChangeOfAnyPartOfTheHistory() {
        UUID id = fixture.submit(applicant);
        walk(id, new Random(7));
        CaseFile file = fixture.file(id);
        List<CaseEvent> events = fixture.events(id);

        for (int i = 0; i < events.size(); i++) {
            CaseEvent whole = events.get(i);
            for (CaseEvent changed : changes(whole)) {
                var spoiled = new ArrayList<>(events);
                spoiled.set(i, changed);
                assertThat(Chain.verifies(file, spoiled)).isFalse();
                spoiled.set(i, changed.hashed());
                assertThat(Chain.verifies(file, spoiled)).isFalse();
            }
        }
        assertThat(Chain.verifies(file, events.subList(0, events.size() - 1))).isFalse();
        assertThat(Chain.verifies(file, events.reversed())).isEqualTo(events.size() == 1);
        assertThat(Chain.verifies(file, events)).isTrue();
    }

    private static List<CaseEvent> changes(CaseEvent e) {
        return List.of(
                new CaseEvent(
                        e.caseId(),
                        e.seq(),
                        e.at().plusMillis(1),
                        e.actor(),
                        e.action(),
                        e.from(),
                        e.to(),
                        e.data(),
                        e.previousHash(),
                        e.hash()),
                new CaseEvent(
                        e.caseId(),
                        e.seq(),
                        e.at(),
                        Actor.applicant(new UUID(1, 2), "別人"),
                        e.action(),
                        e.from(),
                        e.to(),
                        e.data(),
                        e.previousHash(),
                        e.hash()),
                new CaseEvent(
                        e.caseId(),
                        e.seq(),
                        e.at(),
                        e.actor(),
                        e.action(),
                        e.from(),
                        e.to(),
                        Details.saying("改過").salted("s"),
                        e.previousHash(),
                        e.hash()),
                new CaseEvent(
                        e.caseId(),
                        e.seq() + 1,
                        e.at(),
                        e.actor(),
                        e.action(),
                        e.from(),
                        e.to(),
                        e.data(),
                        e.previousHash(),
                        e.hash()));
    }
}
