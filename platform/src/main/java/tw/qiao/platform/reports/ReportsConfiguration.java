package tw.qiao.platform.reports;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The report centre's paths and its link in the header. */
@Configuration
class ReportsConfiguration {
    static final String PATH = "/reports";

    @Bean
    Access reportPaths() {
        return new Access(PATH + "/**", Audience.ANALYST);
    }

    @Bean
    NavigationItem reportsNavigation() {
        return new NavigationItem("reports.navigation", PATH, Audience.ANALYST, 32);
    }
}
