package tw.qiao.bench.servers;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tw.qiao.node.message.Fields;

/** Jetty in the place of Helidon: each request blocks a virtual thread, and the client is the node's own. */
final class JettyHop extends Handler.Abstract {
    private final Forwarding forwarding;

    private JettyHop(Forwarding forwarding) {
        this.forwarding = forwarding;
    }

    static void start(Hop hop) throws Exception {
        JettyServer.start(hop, new JettyHop(new Forwarding(hop)));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var fields = new Fields();
        for (HttpField field : request.getHeaders()) {
            if (Hop.passes(field.getLowerCaseName())) {
                fields.add(field.getName(), field.getValue());
            }
        }
        var answer = forwarding.answer(request.getHttpURI().getPathQuery(), fields);
        response.setStatus(answer.status());
        Forwarding.fields(answer, response.getHeaders()::add);
        response.write(true, ByteBuffer.wrap(answer.body().octets()), callback);
        return true;
    }
}
