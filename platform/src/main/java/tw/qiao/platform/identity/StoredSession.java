package tw.qiao.platform.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/**
 * A session (工作階段) of a browser. Its attributes are JSON values; the account of the person is one of them under
 * {@link #ACCOUNT} and is read anew from the database with each request, so that a role taken away is gone at once.
 */
final class StoredSession implements Session {
    static final String ACCOUNT = "identity.account";

    private final Map<String, Object> attributes;
    private final Instant created;
    private final Instant storedAccess;
    private @Nullable String storedId;
    private String id;
    private Instant lastAccess;
    private @Nullable Account account;
    private boolean changed;

    private StoredSession(
            @Nullable String storedId,
            String id,
            Map<String, Object> attributes,
            @Nullable Account account,
            Instant created,
            Instant lastAccess) {
        this.storedId = storedId;
        this.id = id;
        this.attributes = new LinkedHashMap<>(attributes);
        this.account = account;
        this.created = created;
        this.storedAccess = lastAccess;
        this.lastAccess = lastAccess;
    }

    static StoredSession begun(String id, Instant now) {
        return new StoredSession(null, id, Map.of(), null, now, now);
    }

    static StoredSession read(
            String id, Map<String, Object> attributes, @Nullable Account account, Instant created, Instant lastAccess) {
        return new StoredSession(id, id, attributes, account, created, lastAccess);
    }

    /** The id under which the database knows it, or null while it doesn't. */
    @Nullable String storedId() {
        return storedId;
    }

    /** Notes that the database now holds what this holds. */
    void stored() {
        storedId = id;
        changed = false;
    }

    @Nullable Account account() {
        return account;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    boolean isChanged() {
        return changed;
    }

    /** Whether the last access that the database knows of is older than {@code moment}. */
    boolean isAccessOlderThan(Instant moment) {
        return storedAccess.isBefore(moment);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = Sessions.newId();
        changed = true;
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getAttribute(String name) {
        return (T) (name.equals(ACCOUNT) ? account : attributes.get(name));
    }

    @Override
    public Set<String> getAttributeNames() {
        return Set.copyOf(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
        } else if (name.equals(ACCOUNT)) {
            account = (Account) value;
            changed = true;
        } else if (!value.equals(attributes.put(name, value))) {
            changed = true;
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (name.equals(ACCOUNT)) {
            account = null;
            changed = true;
        } else if (attributes.remove(name) != null) {
            changed = true;
        }
    }

    @Override
    public Instant getCreationTime() {
        return created;
    }

    @Override
    public void setLastAccessedTime(Instant moment) {
        lastAccess = moment;
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastAccess;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        throw new UnsupportedOperationException("Every session rests for the same time at most");
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return Sessions.IDLE;
    }

    @Override
    public boolean isExpired() {
        return false; // an expired one is never read
    }
}
