package tw.qiao.node.trailer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.passing.PassingBody;

/** Counts the bodies that are passed on while they come. */
public final class Passages {
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder whole = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder octets = new LongAdder();

    public Passages(Metrics metrics) {
        metrics.gauge("qiao_passing", "Answers that are being passed on while they come", underWay::get);
        metrics.counter("qiao_passed_total", "Answers passed on while they came, to their proved end", whole::sum);
        metrics.counter("qiao_passed_octets_total", "Octets of answers passed on while they came", octets::sum);
        metrics.counter(
                "qiao_passing_broken_total",
                "Answers that broke off, or were refused at their end, while they were passed on",
                broken::sum);
    }

    void begins(PassingBody body) {
        underWay.incrementAndGet();
        body.whenClosed(() -> {
            underWay.decrementAndGet();
            octets.add(body.length());
        });
    }

    void ended() {
        whole.increment();
    }

    void brokeOff() {
        broken.increment();
    }
}
