package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor.Visited;

/** How long drafts live: the platform's repository with a clock that runs ahead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftsTest {
    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path people = Files.writeString(folder.resolve("people.json"), Applicant.PEOPLE);
        platform = TestPlatform.start("qiao.site.demo=true", "qiao.demo.people=" + people);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private Drafts after(Duration time) {
        Clock later = Clock.offset(Clock.systemUTC(), time);
        return new Drafts(platform.database(), Ids.secure(later), later, new Milestones(platform.database(), later));
    }

    private int left(String table, String column, UUID id) {
        return platform.database()
                .sql("select count(*) from forms." + table + " where " + column + " = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    @Test
    void deletesADraftThatNobodyChangedForThirtyDaysWithItsAnswers() {
        UUID draft =
                Applicant.idIn(Applicant.signIn(platform, Applicant.first()).fillIn("own"));

        after(Duration.ofDays(30).minusMinutes(5)).deleteExpired();
        int before = left("draft", "id", draft);
        int answers = left("answer", "draft", draft);
        after(Duration.ofDays(30)).deleteExpired();

        assertThat(before).isOne();
        assertThat(answers).isPositive();
        assertThat(left("draft", "id", draft)).isZero();
        assertThat(left("answer", "draft", draft)).isZero();
    }

    @Test
    void prolongsTheLifeOfADraftWithEachChange() {
        UUID draft =
                Applicant.idIn(Applicant.signIn(platform, Applicant.first()).fillIn("own"));
        after(Duration.ofDays(20)).touch(draft);

        after(Duration.ofDays(49)).deleteExpired();
        int before = left("draft", "id", draft);
        after(Duration.ofDays(51)).deleteExpired();

        assertThat(before).isOne();
        assertThat(left("draft", "id", draft)).isZero();
    }

    @Test
    void keepsWhatWasSubmitted() {
        Applicant applicant = Applicant.signIn(platform, Applicant.second());
        Visited check = applicant.fillIn("own");
        UUID draft = Applicant.idIn(check);
        UUID submission = Applicant.idIn(applicant.submit(check, Map.of("declaration", "yes")));

        after(Duration.ofDays(3_650)).deleteExpired();

        assertThat(left("draft", "id", draft)).isOne();
        assertThat(platform.bean(Submissions.class).find(submission))
                .hasValueSatisfying(kept -> assertThat(kept.answers()).isNotEmpty());
    }

    @Test
    void remembersHowFarAnApplicationCameAfterItsDraftIsGone() {
        Milestones milestones = platform.bean(Milestones.class);
        Instant start = Instant.now();
        UUID draft =
                Applicant.idIn(Applicant.signIn(platform, Applicant.first()).fillIn("own"));
        long open = milestones.reachedSince(start).consented().staying();

        after(Duration.ofDays(30)).deleteExpired();

        Milestones.Reached reached = milestones.reachedSince(start);
        assertThat(left("draft", "id", draft)).isZero();
        assertThat(open).isOne();
        assertThat(reached.consented().staying()).isZero();
        assertThat(reached.consented().givenUp()).isOne();
    }
}
