package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/** Knows the person of a request by the account of her session; reads it only when somebody asks. */
final class SessionSecurityContexts implements SecurityContextRepository {
    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return read(holder.getRequest());
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(request);
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException("People sign in by SignIns");
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return read(request).getAuthentication() != null;
    }

    private static SecurityContext read(HttpServletRequest request) {
        HttpSession session = request.getRequestedSessionId() == null ? null : request.getSession(false);
        return session != null && session.getAttribute(StoredSession.ACCOUNT) instanceof Account account
                ? of(account.signedIn())
                : new SecurityContextImpl();
    }

    private static SecurityContext of(SignedIn person) {
        List<SimpleGrantedAuthority> authorities = person.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
        return new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(person, "", authorities));
    }

    private static final class Deferred implements DeferredSecurityContext {
        private final HttpServletRequest request;
        private @Nullable SecurityContext context;

        Deferred(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = read(request);
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
