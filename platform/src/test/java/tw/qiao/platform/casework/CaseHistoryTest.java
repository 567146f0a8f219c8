package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** Nobody changes the history of a case unseen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseHistoryTest {
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
    void keepsTheHistoryAppendOnly() {
        UUID id = fixture.submit(fixture.applicant());
        var statement = fixture.platform()
                .database()
                .sql("update casework.case_event set actor_name = 'x' where case_id = :id")
                .param("id", id);

        assertThatThrownBy(statement::update).isInstanceOf(DataAccessException.class);
    }

    @Test
    void showsAtTheDeskThatAHistoryWasChanged() {
        UUID id = fixture.submit(fixture.applicant());
        fixture.platform()
                .database()
                .sql("alter table casework.case_event disable trigger append_only")
                .update();
        fixture.platform()
                .database()
                .sql("update casework.case_event set actor_name = '別人' where case_id = :id")
                .param("id", id)
                .update();
        fixture.platform()
                .database()
                .sql("alter table casework.case_event enable trigger append_only")
                .update();

        assertThat(fixture.officer().open("/desk/cases/" + id).text()).contains("雜湊鏈驗證失敗");
        assertThat(fixture.citizen().open("/my/cases/" + id).text()).contains("雜湊鏈驗證失敗");
    }
}
