package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Who asks: a program by the token that it sends to an address for programs, a person by her session. */
final class SecurityContexts {
    private static final String PROGRAMS = "/api/";
    private static final String BEARER = "Bearer";

    private SecurityContexts() {}

    /** Whether {@code request} is for programs, which are answered in their own language. */
    static boolean isForPrograms(HttpServletRequest request) {
        return request.getRequestURI().startsWith(PROGRAMS);
    }

    /** Whether a token speaks for the request; no page of another site can send one. */
    static boolean bringsToken(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length()) && isForPrograms(request);
    }

    /** The token of a request that {@link #bringsToken}. */
    static String token(HttpServletRequest request) {
        return request.getHeader("Authorization").substring(BEARER.length()).strip();
    }

    /** The context of {@code person}. */
    static SecurityContext of(SignedIn person) {
        List<SimpleGrantedAuthority> authorities = person.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
        return new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(person, "", authorities));
    }
}
