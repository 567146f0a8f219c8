package tw.qiao.platform.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Renders precompiled JTE templates as MVC views; each receives the {@link Page} as {@code page}. */
@Configuration
class JteViews {
    @Bean
    TemplateEngine templateEngine() {
        return TemplateEngine.createPrecompiled(ContentType.Html);
    }

    @Bean
    ViewResolver jteViewResolver(TemplateEngine engine, Pages pages) {
        return new JteViewResolver(engine, pages);
    }

    // A class of its own, because a lambda cannot be Ordered and would lose to Spring's default resolver.
    private record JteViewResolver(TemplateEngine engine, Pages pages) implements ViewResolver, Ordered {
        @Override
        public @Nullable View resolveViewName(String name, Locale locale) {
            return name.contains(":") ? null : new JteView(engine, pages, name + ".jte");
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    private record JteView(TemplateEngine engine, Pages pages, String template) implements View {
        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            var values = new HashMap<String, Object>();
            if (model != null) {
                model.forEach((key, value) -> {
                    if (!key.contains(".")) {
                        values.put(key, value);
                    }
                });
            }
            values.put("page", pages.of(request));
            var output = new Utf8ByteOutput();
            engine.render(template, values, output);
            response.setContentType("text/html;charset=UTF-8");
            response.setContentLength(output.getContentLength());
            output.writeTo(response.getOutputStream());
        }
    }
}
