package tw.qiao.platform.site;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The site's own paths. */
@Configuration
@EnableConfigurationProperties(SiteProperties.class)
class SiteConfiguration {
    @Bean
    Access home() {
        return new Access("/", Audience.EVERYONE);
    }

    @Bean
    Access errors() {
        return new Access("/error", Audience.EVERYONE);
    }

    @Bean
    Access stylesAndScripts() {
        return new Access("/site/**", Audience.EVERYONE);
    }

    @Bean
    Access vendoredFiles() {
        return new Access("/vendor/**", Audience.EVERYONE);
    }

    @Bean
    Access health() {
        return new Access("/actuator/health", Audience.EVERYONE);
    }
}
