package tw.qiao.node.evidence;

import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import tw.qiao.kernel.Ids;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Covered;

/** What is known of an exchange so far and may stand in the public log: codes and commitments, no personal data. */
public final class Facts {
    private final SortedMap<String, Object> values = new TreeMap<>();
    private final Supplier<String> newId;
    private String salt = "";

    /** @param ids makes an exchange id where the message had none */
    public Facts(Ids ids) {
        this.newId = () -> ids.uuid().toString();
    }

    private Facts() {
        this.newId = () -> "";
    }

    /** Facts that are of many exchanges. */
    static Facts ofMany() {
        return new Facts();
    }

    public Facts put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Commits to both directions of the exchange with this salt from now on. */
    public Facts salt(String value) {
        salt = value;
        return this;
    }

    /** The salt of both commitments. */
    public String salt() {
        return salt;
    }

    /** Commits to what is signed, in a way that nobody can guess at without the salt. */
    public Facts commit(String name, Covered covered) {
        byte[] salted = ContentDigest.sha256(Base64.getUrlDecoder().decode(salt), covered.content());
        values.put(name, base64(salted));
        values.put(name + "_signed", base64(ContentDigest.sha256(covered.base())));
        values.put(name + "_key", covered.text("keyid"));
        return this;
    }

    static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** The exchange id. */
    public String gxId() {
        return (String) values.computeIfAbsent("gx_id", _ -> newId.get());
    }

    /** A copy, by name. */
    public SortedMap<String, Object> values() {
        return new TreeMap<>(values);
    }
}
