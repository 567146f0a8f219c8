package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Knows the person of a request by the account of her session, or by the token that her program sends; reads either
 * only when somebody asks.
 */
final class SessionSecurityContexts implements SecurityContextRepository {
    private final AccessTokens tokens;

    SessionSecurityContexts(AccessTokens tokens) {
        this.tokens = tokens;
    }

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

    private SecurityContext read(HttpServletRequest request) {
        if (SecurityContexts.bringsToken(request)) {
            return tokens.owner(SecurityContexts.token(request))
                    .map(SecurityContexts::of)
                    .orElseGet(SecurityContextImpl::new);
        }
        HttpSession session = request.getRequestedSessionId() == null ? null : request.getSession(false);
        return session != null && session.getAttribute(StoredSession.ACCOUNT) instanceof Account account
                ? SecurityContexts.of(account.signedIn())
                : new SecurityContextImpl();
    }

    private final class Deferred implements DeferredSecurityContext {
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
