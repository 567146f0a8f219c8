package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** Whatever a log of two histories asks for, a witness cosigns one history of it, which only grows. */
class WitnessPropertyTest {
    private static final int MOST_ENTRIES = 20;
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    private final GrowingLog first = new GrowingLog("", List.of(SigningKey.generate(SignatureAlgorithm.ED25519)));
    private final GrowingLog second = first.forked();

    /** What is asked for; the witness is asked again from the size that it tells, if {@code insists}. */
    record Step(boolean isFirst, long from, long to, boolean insists) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var size = Arbitraries.longs().between(0, MOST_ENTRIES);
        return Combinators.combine(Arbitraries.of(true, true, false), size, size, Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 100)
    void cosignsOneHistoryThatOnlyGrows(@ForAll("steps") List<Step> steps) throws IOException {
        var folder = Files.createTempDirectory("witness");
        try (var witness = Witness.open(folder, "w", List.of(KEY), origin -> first.noteKeys(), Clock.systemUTC())) {
            GrowingLog history = null;
            long held = 0;
            for (var step : steps) {
                var log = step.isFirst() ? first : second;
                if (ask(witness, log, step).status() == 200) {
                    assertThat(step.to()).isGreaterThanOrEqualTo(held);
                    assertThat(history == null || history == log).isTrue();
                    held = step.to();
                    history = held == 0 ? null : log;
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static WitnessAnswer ask(Witness witness, GrowingLog log, Step step) {
        var answer = witness.addCheckpoint(log.body(step.from(), step.to()));
        return answer.status() == 409 && step.insists()
                ? witness.addCheckpoint(
                        insisting(log, Long.parseLong(answer.body().strip()), step.to()))
                : answer;
    }

    private static byte[] insisting(GrowingLog log, long held, long to) {
        log.at(MOST_ENTRIES);
        return log.body(held, to);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
