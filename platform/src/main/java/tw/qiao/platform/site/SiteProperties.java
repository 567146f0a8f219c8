package tw.qiao.platform.site;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the site.
 *
 * @param demo whether this is a demonstration with synthetic people, which every page then says
 * @param address the address at which people reach the platform, for example {@code http://localhost:8080}
 */
@ConfigurationProperties("qiao.site")
public record SiteProperties(
        @DefaultValue("false") boolean demo,
        @DefaultValue("http://localhost:8080") String address) {}
