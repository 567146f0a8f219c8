package tw.qiao.node.trailer;

import java.io.IOException;
import tw.qiao.kernel.Problem;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.message.Fields;
import tw.qiao.node.passing.PassingBody;

/** The end of a body that is passed on, which stands in the evidence before anybody is told of it. */
abstract class RecordedEnding implements PassingBody.Ending {
    private static final System.Logger LOG = System.getLogger(RecordedEnding.class.getName());

    private final Evidence evidence;
    private final Facts facts;
    private final Passages passages;

    RecordedEnding(Evidence evidence, Facts facts, Passages passages) {
        this.evidence = evidence;
        this.facts = facts;
        this.passages = passages;
    }

    /** Says that {@code body} ends so. */
    public void of(PassingBody body) {
        passages.begins(body);
        body.endsWith(this);
    }

    @Override
    public Fields whole(PassingBody body, Fields trailers) {
        var further = proved(body, trailers);
        passages.ended();
        return further;
    }

    /** Proves and records it, as {@link #whole}. */
    abstract Fields proved(PassingBody body, Fields trailers);

    /** The code of a body that did not come to its end, without {@link #prefix}. */
    abstract String notCome();

    /** What all codes of this side begin with. */
    abstract String prefix();

    @Override
    public void broken(PassingBody.Break where, IOException why) {
        LOG.log(System.Logger.Level.INFO, "The answer to {0} broke off: {1}", facts.gxId(), why.getMessage());
        record(
                switch (where) {
                    case COMING -> problem(notCome(), "The answer did not come to its end");
                    case TAKING -> problem("answer_not_taken", "The answer was not taken to its end");
                });
    }

    /** Also what a parser blames on a client was said by the other node here. */
    @Override
    public void refused(Problem problem) {
        String code = problem.code();
        String own = code.startsWith("client.") ? code.substring("client.".length()) : code;
        boolean known = own.indexOf('.') > 0;
        var shown = known ? problem : problem(own, String.valueOf(problem.getMessage()));
        record(shown);
        refusing(shown);
    }

    /** The refusal is recorded. */
    void refusing(Problem why) {}

    private Problem problem(String code, String message) {
        return Problem.of(prefix() + code, 500, true, message);
    }

    private void record(Problem problem) {
        passages.brokeOff();
        try {
            evidence.refusal(facts, evidence.cause(problem));
        } catch (Problem e) {
            LOG.log(System.Logger.Level.ERROR, "A refusal cannot be recorded: {0}", e.getMessage());
        }
    }
}
