package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.society.Registers.Held;

class SocietyChoiceTest {
    private static final Optional<Held> THERE = Optional.of(new Held(7, 2_000));

    @Test
    void goesOnWithTheSocietyThatIsThere() {
        assertThat(SocietyChoice.of(asked(null, null), THERE)).isEqualTo(new Held(7, 2_000));
        assertThat(SocietyChoice.of(asked(2_000, null), THERE)).isEqualTo(new Held(7, 2_000));
        assertThat(SocietyChoice.of(asked(2_000, 7L), THERE)).isEqualTo(new Held(7, 2_000));
    }

    @Test
    void refusesAnotherSocietyThanTheOneThatIsThere() {
        assertThatThrownBy(() -> SocietyChoice.of(asked(5_000, null), THERE))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll(
                        "/srv/qiao holds a society of 2,000 people with seed 7",
                        "5,000 people with seed 7 was asked for",
                        "--data",
                        "delete");
        assertThatThrownBy(() -> SocietyChoice.of(asked(null, 1L), THERE)).isInstanceOf(Problem.class);
    }

    @Test
    void takesWhatIsAskedForInAFreshFolder() {
        assertThat(SocietyChoice.of(asked(null, null), Optional.empty())).isEqualTo(new Held(1, 200_000));
        assertThat(SocietyChoice.of(asked(5_000, 3L), Optional.empty())).isEqualTo(new Held(3, 5_000));
    }

    private static DemoSettings asked(@Nullable Integer people, @Nullable Long seed) {
        return new DemoSettings(Path.of("."), Path.of("/srv/qiao"), 8080, people, seed, "", 0);
    }
}
