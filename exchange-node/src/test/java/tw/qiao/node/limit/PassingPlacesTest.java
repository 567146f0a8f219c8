package tw.qiao.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Quota;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.service.Answer;

/** What an answer holds that is passed on while it comes. */
class PassingPlacesTest {
    private final PassingPlaces places = new PassingPlaces(12);
    private final PassingBody coming = new PassingBody(new PassingBody.Source() {
        @Override
        public int read(byte[] piece) {
            return -1;
        }

        @Override
        public Fields trailers() {
            return new Fields();
        }

        @Override
        public void close() {
            // nothing is open
        }
    });

    private int taken(String service, String client) {
        int taken = 0;
        while (places.of(service, client).take()) {
            taken++;
        }
        return taken;
    }

    private Answer passed() {
        return Answer.of(200, "text/plain", Body.of(coming));
    }

    @Test
    void leavesOthersSomeHoweverManyOneClientWants() {
        assertThat(taken("a", "one")).isEqualTo(6);
        assertThat(taken("b", "two")).isEqualTo(3);
        assertThat(taken("c", "three")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void leavesOtherServicesSomeHoweverManyClientsOneServiceHas() {
        int taken = 0;
        for (int client = 0; client < 12; client++) {
            taken += places.of("a", "client " + client).take() ? 1 : 0;
        }

        assertThat(taken).isEqualTo(6);
        assertThat(places.of("b", "client 12").take()).isTrue();
    }

    @Test
    void hasThePlaceAgainAtTheEndOfTheBodyAndNotBefore() throws IOException {
        var one = new PassingPlaces(1);
        var place = one.of("a", "one");

        place.during(() -> {
            assertThat(place.take()).isTrue();
            return passed();
        });

        assertThat(one.of("a", "one").take()).isFalse();
        coming.close();
        assertThat(one.of("a", "one").take()).isTrue();
    }

    @Test
    void hasThePlaceAgainWhenNothingPasses() {
        var one = new PassingPlaces(1);
        var failing = one.of("a", "one");
        assertThatThrownBy(() -> failing.during(() -> {
                    failing.take();
                    throw Overload.late();
                }))
                .isInstanceOf(Problem.class);

        assertThat(one.of("a", "one").take()).isTrue();
    }

    @Test
    void countsAUseOfAGrantUntilTheBodyHasPassed() throws IOException {
        var quotas = new Quotas(() -> Share.ALL, Clock.systemUTC());
        var quota = Optional.of(new Quota(0, 0, 0, 0, 1));
        quotas.use("g", quota, this::passed);

        assertThatThrownBy(() -> quotas.use("g", quota, () -> Answer.json(200, "{}")))
                .hasMessageContaining("fewer requests at a time");
        coming.close();
        assertThat(quotas.use("g", quota, () -> Answer.json(200, "{}")).status())
                .isEqualTo(200);
    }

    @Test
    void keepsAPlaceBeforeTheSystemUntilTheBodyHasPassed() throws IOException {
        var bulkhead = new Bulkhead(Bulkhead.Kind.SERVICE, 1, 1, System::nanoTime);
        bulkhead.run("one", Duration.ofSeconds(5), this::passed, new Whole());

        assertThatThrownBy(() -> bulkhead.run("two", Duration.ofMillis(20), this::passed, new Whole()))
                .hasMessageContaining("as much to do as it can bear");
        coming.close();
        var answer = bulkhead.run("two", Duration.ofMillis(20), () -> Answer.json(200, "{}"), new Whole());
        assertThat(answer.status()).isEqualTo(200);
    }

    private record Whole() implements Bulkhead.Result<Answer> {
        @Override
        public boolean fails(Answer answer) {
            return false;
        }

        @Override
        public Body body(Answer answer) {
            return answer.body();
        }
    }
}
