package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * How a request that may not pass is answered: a path that nobody opened is not there (404), somebody who is not signed
 * in is led to the sign-in page and back, the wrong role or a forged form is refused (403).
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final OpenPaths openPaths;

    Refusals(OpenPaths openPaths) {
        this.openPaths = openPaths;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notSignedIn)
            throws IOException {
        if (!openPaths.areOpen(request)) {
            response.sendError(404);
        } else if (wantsPage(request)) {
            leadToSignIn(request, response, hasEnded(request) ? "expired" : "required");
        } else {
            if (SecurityContexts.isForPrograms(request)) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            response.sendError(401);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (!openPaths.areOpen(request)) {
            response.sendError(404);
        } else if (denied instanceof CsrfException && hasEnded(request) && wantsPage(request)) {
            leadToSignIn(request, response, "expired");
        } else {
            response.sendError(403);
        }
    }

    private static void leadToSignIn(HttpServletRequest request, HttpServletResponse response, String reason)
            throws IOException {
        String address = UriComponentsBuilder.fromPath("/sign-in")
                .queryParam("reason", "{reason}")
                .queryParam("next", "{next}")
                .encode()
                .buildAndExpand(reason, request.getMethod().equals("GET") ? pathOf(request) : pageOf(request))
                .toUriString();
        response.setStatus(303);
        response.setHeader("Location", address);
    }

    /** Whether the browser sent a session that is no longer there, or never was. */
    private static boolean hasEnded(HttpServletRequest request) {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return !SecurityContexts.isForPrograms(request)
                && (accept == null || accept.contains("text/html") || !accept.contains("json"));
    }

    private static String pathOf(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** The page whose form was sent, which the browser names because our pages allow it within the site. */
    private static String pageOf(HttpServletRequest request) {
        String referrer = request.getHeader("Referer");
        try {
            String path = referrer == null ? null : new URI(referrer).getRawPath();
            return path == null ? "/" : LocalPath.or(path, "/");
        } catch (URISyntaxException forged) {
            return "/";
        }
    }
}
