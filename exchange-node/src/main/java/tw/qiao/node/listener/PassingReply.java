package tw.qiao.node.listener;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tw.qiao.node.message.Fields;
import tw.qiao.node.pace.ClientPace;
import tw.qiao.node.passing.PassingBody;

/** Sends a body over HTTP/1.1 while it comes, in chunks: without the last one nobody takes it for whole. */
final class PassingReply implements PassingBody.Sink {
    private static final System.Logger LOG = System.getLogger(PassingReply.class.getName());

    /** What Helidon says of itself in every trailer section. */
    private static final HeaderName RESULT = HeaderNames.create("stream-result");

    private final ServerResponse response;
    private final OutputStream out;

    private PassingReply(ServerResponse response) {
        this.response = response;
        response.beforeTrailers(trailers -> trailers.remove(RESULT));
        this.out = response.outputStream();
        ClientPace.current().beginPassing();
    }

    static void send(PassingBody body, ServerResponse response) {
        try {
            body.passTo(new PassingReply(response));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "An answer that was passed on broke off: {0}", e.getMessage());
            throw new CloseConnectionException("An answer that was passed on broke off", e);
        }
    }

    @Override
    public void take(byte[] piece, int count) throws IOException {
        try {
            ClientPace.current().pass(count, () -> write(piece, count));
        } catch (UncheckedIOException | CloseConnectionException gone) {
            throw new IOException("The client does not take it", gone);
        }
    }

    private void write(byte[] piece, int count) {
        try {
            out.write(piece, 0, count);
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void end(Fields trailers) throws IOException {
        for (String name : trailers.names()) {
            response.trailers().set(HeaderNames.create(name), trailers.required(name));
        }
        try {
            ClientPace.current().pass(0, this::writeEnd);
        } catch (UncheckedIOException | CloseConnectionException gone) {
            throw new IOException("The client does not take it", gone);
        }
    }

    private void writeEnd() {
        try {
            out.close();
            ((RoutingResponse) response).commit();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
