package tw.qiao.platform.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.session.SessionRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a session from the database once in a request. Spring's filter asks for it again at each commit, which would
 * cost every page two more queries.
 */
final class SessionsOfRequest extends OncePerRequestFilter implements SessionRepository<StoredSession> {
    private static final ThreadLocal<@Nullable Map<String, Optional<StoredSession>>> READ = new ThreadLocal<>();

    private final SessionRepository<StoredSession> all;

    SessionsOfRequest(SessionRepository<StoredSession> all) {
        this.all = all;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        READ.set(new HashMap<>());
        try {
            chain.doFilter(request, response);
        } finally {
            READ.remove();
        }
    }

    @Override
    public StoredSession createSession() {
        return all.createSession();
    }

    @Override
    public void save(StoredSession session) {
        String before = session.storedId();
        all.save(session);
        if (before != null) {
            know(before, null);
        }
        know(session.getId(), session);
    }

    @Override
    public @Nullable StoredSession findById(String id) {
        Map<String, Optional<StoredSession>> known = READ.get();
        if (known == null) {
            return all.findById(id);
        }
        return known.computeIfAbsent(id, one -> Optional.ofNullable(all.findById(one)))
                .orElse(null);
    }

    @Override
    public void deleteById(String id) {
        all.deleteById(id);
        know(id, null);
    }

    private void know(String id, @Nullable StoredSession session) {
        Map<String, Optional<StoredSession>> known = READ.get();
        if (known != null) {
            known.put(id, Optional.ofNullable(session));
        }
    }
}
