package tw.qiao.bench.servers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import tw.qiao.node.message.Fields;

/** Vert.x as the server alone: each request goes to a virtual thread, which may block as the node's do. */
final class VertxThreadsHop extends VerticleBase {
    private final VertxSide side;
    private final Forwarding forwarding;

    private VertxThreadsHop(VertxSide side, Forwarding forwarding) {
        this.side = side;
        this.forwarding = forwarding;
    }

    static void start(Hop hop) {
        var side = new VertxSide(hop, false);
        var forwarding = new Forwarding(hop);
        side.deploy(() -> new VertxThreadsHop(side, forwarding));
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(side.server())
                .requestHandler(request -> Thread.startVirtualThread(() -> forward(request)))
                .listen();
    }

    private void forward(HttpServerRequest request) {
        var fields = new Fields();
        request.headers().forEach((name, value) -> fields.add(name, value));
        var passed = new Fields();
        for (String name : fields.names()) {
            if (Hop.passes(name)) {
                fields.all(name).forEach(value -> passed.add(name, value));
            }
        }
        var answer = forwarding.answer(request.uri(), passed);
        var response = request.response().setStatusCode(answer.status());
        Forwarding.fields(answer, response::putHeader);
        response.end(Buffer.buffer(answer.body().octets()));
    }
}
