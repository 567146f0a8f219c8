package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Officers who take the same case at the same time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficersAtOnceTest {
    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.start();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void letsOneOfTwoOfficersClaimAndShowsTheOtherWhoWasFirst() {
        UUID id = fixture.submit(fixture.applicant());
        Visited first = fixture.officer().open("/desk/cases/" + id);
        Visited second = fixture.colleague().open("/desk/cases/" + id);

        fixture.officer().submit(first, "form[action$=claim]", Map.of());
        Visited late = fixture.colleague().submit(second, "form[action$=claim]", Map.of());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.heading()).isEqualTo("有人比您先更新了這個案件");
        assertThat(late.text()).contains("林承辦", "受理", "沒有生效");
        assertThat(fixture.file(id).isAssignedTo(fixture.account("林承辦"))).isTrue();
    }

    @Test
    void takesOneOfTwoDecisionsThatComeAtOnce() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.claim(fixture.officer(), id);
        Visited confirmApproval = fixture.decide(fixture.officer(), id, "approve", "cia-15", "符合。");
        Visited confirmRejection = fixture.decide(fixture.officer(), id, "reject", "cia-7-1-2", "資本額不足。");

        Visited one;
        Visited other;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var approval =
                    threads.submit(() -> fixture.officer().submit(confirmApproval, "main form", Map.of("send", "yes")));
            var rejection = threads.submit(
                    () -> fixture.officer().submit(confirmRejection, "main form", Map.of("send", "yes")));
            one = finished(approval);
            other = finished(rejection);
        }

        assertThat(one.status() + other.status()).isEqualTo(200 + 409);
        assertThat(fixture.events(id).stream().filter(event -> event.data().article() != null))
                .hasSize(1);
    }

    @Test
    void givesTheNextCaseToEachOfManyOfficersOnce() {
        IntStream.range(0, 4).forEach(_ -> fixture.submit(fixture.applicant(), "下一件營造"));
        Visited desk = fixture.officer().open("/desk");
        Visited other = fixture.colleague().open("/desk");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 2).forEach(_ -> {
                threads.execute(() -> fixture.officer().submit(desk, "form[action$=next]", Map.of()));
                threads.execute(() -> fixture.colleague().submit(other, "form[action$=next]", Map.of()));
            });
        }

        assertThat(fixture.count("""
                select count(*) from (select case_id from casework.case_event where action = 'claim'
                group by case_id having count(*) > 1) doubled
                """)).isZero();
    }

    private static Visited finished(Future<Visited> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
