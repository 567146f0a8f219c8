package tw.qiao.platform.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers a form that cannot be read, because it is too large (413) or wrongly encoded (400), before anybody asks for
 * its fields; the error page is then made without them.
 */
final class ReadableForms extends OncePerRequestFilter {
    private static final int MOST_FIELDS = 1_000;
    private static final String UNREADABLE = ReadableForms.class.getName();

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            boolean unreadable = request.getAttribute(UNREADABLE) != null;
            chain.doFilter(unreadable ? new WithoutFields(request) : request, response);
            return;
        }
        int status = statusOf(request);
        if (status != 200) {
            request.setAttribute(UNREADABLE, true);
            response.sendError(status);
            return;
        }
        chain.doFilter(request, response);
    }

    private static int statusOf(HttpServletRequest request) {
        try {
            return request.getParameterMap().size() > MOST_FIELDS ? 413 : 200;
        } catch (InvalidParameterException unreadable) {
            return unreadable.getErrorCode();
        }
    }

    private static final class WithoutFields extends HttpServletRequestWrapper {
        WithoutFields(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }
    }
}
