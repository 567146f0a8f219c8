package tw.qiao.kernel.log;

import java.net.URI;

/**
 * Where a witness is asked to cosign.
 *
 * @param name its name in the policy
 * @param key the key with which it cosigns
 * @param url the address before {@code /add-checkpoint}
 */
public record WitnessAddress(String name, NoteKey key, URI url) {}
