package tw.qiao.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;

class DatabaseFailureTest {
    @Test
    void findsAConnectionThatThePoolClosedInTheMiddleOfATransaction() {
        var closed = new UncategorizedSQLException("update", null, new SQLException("Connection is closed"));

        assertThat(DatabaseFailure.isCauseOf(closed)).isTrue();
    }

    @Test
    void findsAServerThatIsStoppingUnderTheWrapsOfAView() {
        var stopping = new SQLException("terminating connection due to administrator command", "57P01");
        var failure = new ServletException(new IllegalStateException(
                "Failed to render site/page.jte", new DataAccessResourceFailureException("select", stopping)));

        assertThat(DatabaseFailure.isCauseOf(failure)).isTrue();
    }

    @Test
    void leavesARefusalByAConstraintAndOurOwnFailuresAlone() {
        var refused = new DuplicateKeyException("insert", new SQLException("duplicate key value", "23505"));

        assertThat(DatabaseFailure.isCauseOf(refused)).isFalse();
        assertThat(DatabaseFailure.isCauseOf(new IllegalStateException("a defect")))
                .isFalse();
    }
}
