package tw.qiao.platform.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts of all modules: {@code messages/<module>.properties} is Chinese, {@code <module>_en.properties} English.
 */
@Configuration
class MessageBundles {
    @Bean
    MessageSource messageSource() throws IOException {
        // Of Spring's two sources only this one merges the files of all modules into one table.
        var source = new ReloadableResourceBundleMessageSource();
        source.setBasenames(Arrays.stream(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties"))
                .map(resource -> String.valueOf(resource.getFilename()))
                .filter(name -> !name.endsWith("_en.properties"))
                .map(name -> "classpath:messages/" + name.substring(0, name.length() - ".properties".length()))
                .toArray(String[]::new));
        source.setDefaultEncoding(StandardCharsets.UTF_8.name());
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
