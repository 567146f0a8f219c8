package tw.qiao.node;

import tw.qiao.node.settings.PeerProtocol;

/** The same where the nodes speak HTTP/2. */
class RotationOverHttp2Test extends RotationTest {
    @Override
    PeerProtocol protocol() {
        return PeerProtocol.HTTP2;
    }
}
