package tw.qiao.node;

import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.node.listener.ErrorForms;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.parts.NodeParts;

/** What the member's own systems reach of the node, on loopback. */
final class ConsumerFront {
    private final ConsumerSide side;
    private final EvidenceExchange evidence;
    private final ProofFront proofs;
    private final PublicPages pages;
    private final Services services;
    private final NodeParts parts;
    private final ErrorForms errors;
    private final Ids ids;

    ConsumerFront(
            ConsumerSide side,
            EvidenceExchange evidence,
            ProofFront proofs,
            PublicPages pages,
            Services services,
            NodeParts parts,
            Ids ids) {
        this.side = side;
        this.evidence = evidence;
        this.proofs = proofs;
        this.pages = pages;
        this.services = services;
        this.parts = parts;
        this.errors = new ErrorForms(parts.settings().options().compatibility().errorCodes());
        this.ids = ids;
    }

    Reply answer(Incoming in) {
        return errors.shaped(unshaped(in), in.head().fields());
    }

    private Reply unshaped(Incoming in) {
        String path = in.head().path();
        boolean reading = in.head().method().equals("GET");
        try {
            if (reading && path.startsWith("/evidence/")) {
                return evidence.both(ConsumerRequest.uuid(path.substring("/evidence/".length())), ids);
            }
            if (reading && path.startsWith("/openapi/")) {
                return Reply.json(200, pages.openApi(path.substring("/openapi/".length()), services));
            }
            if (reading && path.equals(ClientList.PATH)) {
                return ClientList.of(parts.registry().current(), in.head());
            }
            if (reading) {
                var page = proofs.find(in.head()).or(() -> pages.find(path));
                if (page.isPresent()) {
                    return page.get();
                }
            }
        } catch (Problem problem) {
            return Reply.error(problem, "").with("x-road-error", problem.code());
        }
        return side.answer(in.with(parts.settings().options().compatibility().adapted(in.head())));
    }
}
