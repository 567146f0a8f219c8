package tw.qiao.node.http;

import java.io.IOException;
import tw.qiao.node.message.Fields;
import tw.qiao.node.passing.PassingBody;

/**
 * The octets of an answer, read while they are passed on. Only the time in which they are waited for counts, so that
 * whoever takes them slowly is not mistaken for a server that sends slowly.
 */
final class ComingOctets implements PassingBody.Source {
    /** The length of a body that comes in chunks. */
    static final long IN_CHUNKS = -1;

    private final TimedOctets octets;
    private final boolean inChunks;
    private long left;
    private boolean betweenChunks;
    private boolean ended;
    private Fields trailers = new Fields();
    private long patience = AnswerReader.PROGRESS;
    private int sinceStep;
    private Runnable whenDone = () -> {};

    ComingOctets(TimedOctets octets, long length) {
        this.octets = octets;
        this.inChunks = length == IN_CHUNKS;
        this.left = Math.max(0, length);
    }

    void whenDone(Runnable work) {
        whenDone = work;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public int read(byte[] piece) throws IOException {
        long began = System.nanoTime();
        octets.until(began + patience);
        int count = waitedFor(piece);
        patience -= System.nanoTime() - began;
        sinceStep += Math.max(0, count);
        if (sinceStep >= AnswerReader.STEP) {
            sinceStep = 0;
            patience = AnswerReader.PROGRESS;
        }
        return count;
    }

    private int waitedFor(byte[] piece) throws IOException {
        if (left == 0 && inChunks && !ended) {
            nextChunk();
        }
        if (left == 0) {
            ended = true;
            return -1;
        }
        int count = octets.some(piece, 0, (int) Math.min(left, piece.length));
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (betweenChunks) {
            octets.endChunk();
        }
        betweenChunks = true;
        left = octets.chunkLength();
        if (left == 0) {
            trailers = octets.fields();
        }
    }

    @Override
    public Fields trailers() {
        return trailers;
    }

    @Override
    public void close() {
        whenDone.run();
    }
}
