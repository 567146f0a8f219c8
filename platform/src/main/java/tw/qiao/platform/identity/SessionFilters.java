package tw.qiao.platform.identity;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.servlet.FlashMapManager;
import tw.qiao.platform.site.SiteProperties;

/** Puts the strict headers and the sessions in front of everything else. */
@Configuration
class SessionFilters {
    @Bean
    FilterRegistrationBean<StrictHeaders> strictHeaders() {
        var registration = new FilterRegistrationBean<>(new StrictHeaders());
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 2);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ReadableForms> readableForms() {
        var registration = new FilterRegistrationBean<>(new ReadableForms());
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    @Bean
    SessionsOfRequest sessionsOfRequest(Sessions sessions) {
        return new SessionsOfRequest(sessions);
    }

    @Bean
    FilterRegistrationBean<SessionsOfRequest> sessionsOfRequestFilter(SessionsOfRequest sessions) {
        var registration = new FilterRegistrationBean<>(sessions);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<StoredSession>> sessionFilter(
            SessionsOfRequest sessions, SiteProperties site) {
        var filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(cookies(site));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    /** Values for the page after a redirect, kept in the session. */
    @Bean
    FlashMapManager flashMapManager() {
        return new StoredFlashMaps();
    }

    private static CookieHttpSessionIdResolver cookies(SiteProperties site) {
        boolean https = site.address().startsWith("https:");
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(https ? "__Host-qiao-session" : "qiao-session");
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie(https);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setUseBase64Encoding(false);
        var resolver = new CookieHttpSessionIdResolver();
        resolver.setCookieSerializer(cookie);
        return resolver;
    }
}
