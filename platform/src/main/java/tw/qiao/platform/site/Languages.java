package tw.qiao.platform.site;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** Traditional Chinese first, English second; {@code ?lang=en} switches and a cookie remembers. */
@Configuration
class Languages implements WebMvcConfigurer {
    static final Locale CHINESE = Locale.forLanguageTag("zh-Hant-TW");
    private static final List<Locale.LanguageRange> OFFERED = List.of(new Locale.LanguageRange("en"));

    /** The language in which a page answers somebody who asks for {@code wanted}. */
    static Locale nearest(Locale wanted) {
        return Locale.filter(OFFERED, List.of(wanted)).isEmpty() ? CHINESE : Locale.ENGLISH;
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver("qiao-language");
        resolver.setDefaultLocaleFunction(_ -> CHINESE);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setRejectInvalidCookies(false);
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LanguageChange();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }

    /** An error page may follow a form that cannot be read, so it looks for no parameter. */
    private static final class LanguageChange extends LocaleChangeInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws ServletException {
            return request.getDispatcherType() == DispatcherType.ERROR || super.preHandle(request, response, handler);
        }
    }
}
