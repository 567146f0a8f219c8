package tw.qiao.node;

import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.settings.Rhythm;

/** The same where the nodes speak HTTP/2. */
class RevocationOverHttp2Test extends RevocationTest {
    @Override
    PeerProtocol protocol() {
        return PeerProtocol.HTTP2;
    }

    @Override
    Rhythm rhythm() {
        return ExchangeFixture.QUICK;
    }
}
