package tw.qiao.platform.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Makes the {@link Page} of a request. */
@Component
public class Pages {
    private final MessageSource messages;
    private final SiteProperties properties;
    private final List<NavigationItem> navigation;
    private final List<NavigationCount> counts;

    Pages(
            MessageSource messages,
            SiteProperties properties,
            List<NavigationItem> navigation,
            List<NavigationCount> counts) {
        this.messages = messages;
        this.properties = properties;
        this.navigation = navigation.stream()
                .sorted(Comparator.comparingInt(NavigationItem::order))
                .toList();
        this.counts = counts;
    }

    /** The page for {@code request}, for the person who is signed in. */
    public Page of(HttpServletRequest request) {
        return new Page(
                messages,
                locale(request),
                path(request),
                properties.demo(),
                demoNumbers(request),
                visitor(),
                (CsrfToken) request.getAttribute(CsrfToken.class.getName()),
                navigation,
                counts);
    }

    private String demoNumbers(HttpServletRequest request) {
        HttpSession session = properties.demo() ? request.getSession(false) : null;
        return session != null && session.getAttribute(Page.DEMO_NUMBERS) instanceof String numbers ? numbers : "";
    }

    private static Locale locale(HttpServletRequest request) {
        return Languages.nearest(RequestContextUtils.getLocale(request));
    }

    private static String path(HttpServletRequest request) {
        Object original = request.getAttribute("jakarta.servlet.error.request_uri");
        return original instanceof String text ? text : request.getRequestURI();
    }

    private static @Nullable Visitor visitor() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Visitor visitor ? visitor : null;
    }
}
