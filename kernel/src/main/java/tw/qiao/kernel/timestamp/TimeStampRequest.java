package tw.qiao.kernel.timestamp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** A question to a time-stamp authority: stamp this, and send your certificate along (RFC 3161, TimeStampReq). */
public final class TimeStampRequest {
    private static final BigInteger GRANTED = BigInteger.ZERO;
    private static final BigInteger GRANTED_WITH_CHANGES = BigInteger.ONE;
    private static final byte[] SHA_256 = HexFormat.of().parseHex("300d06096086480165030402010500");
    private static final byte[] VERSION = {2, 1, 1};
    private static final byte[] SEND_CERTIFICATE = {1, 1, -1};

    private final byte[] data;
    private final BigInteger nonce;

    /**
     * @param data what is to be stamped; only its SHA-256 leaves
     * @param nonce a number that was never used before, of at most 64 octets
     */
    public TimeStampRequest(byte[] data, BigInteger nonce) {
        this.data = data.clone();
        this.nonce = nonce;
    }

    /** As it is sent, {@code application/timestamp-query}. */
    public byte[] encoded() {
        byte[] digest = Digests.digest(Digests.SHA_256, data);
        byte[] imprint = value(DerValue.SEQUENCE, SHA_256, value(DerValue.OCTETS, digest));
        return value(
                DerValue.SEQUENCE, VERSION, imprint, value(DerValue.INTEGER, nonce.toByteArray()), SEND_CERTIFICATE);
    }

    /** None of the parts of a request needs more than one octet of length. */
    private static byte[] value(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /** The token in an answer to this request: granted, over the same data, with the same nonce. */
    public TimeStampToken token(byte[] answer) {
        var parts = DerValue.read(answer).sequence();
        BigInteger status = parts.next().sequence().next().integer();
        if (!status.equals(GRANTED) && !status.equals(GRANTED_WITH_CHANGES)) {
            throw Problem.forbidden("time_stamp_rejected", "The authority refused to stamp, with status " + status);
        }
        var token = TimeStampToken.parse(parts.next(DerValue.SEQUENCE).encoded());
        parts.end();
        if (!token.info().isOver(data)) {
            throw TimeStampToken.refused("wrong_imprint", "is over other data");
        }
        if (!token.info().nonce().equals(Optional.of(nonce))) {
            throw TimeStampToken.refused("wrong_nonce", "answers another request");
        }
        return token;
    }
}
