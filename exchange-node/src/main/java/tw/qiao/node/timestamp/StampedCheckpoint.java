package tw.qiao.node.timestamp;

import tw.qiao.kernel.log.Checkpoint;

/**
 * A checkpoint with the time stamp over its note.
 *
 * @param checkpoint the checkpoint, with the lines of the witnesses that had cosigned it then
 * @param token base64 of the stamp over the note's octets
 */
public record StampedCheckpoint(Checkpoint checkpoint, String token) {}
