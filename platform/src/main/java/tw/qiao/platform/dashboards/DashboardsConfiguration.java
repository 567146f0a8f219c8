package tw.qiao.platform.dashboards;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The dashboards' paths and their link in the header. */
@Configuration
class DashboardsConfiguration {
    @Bean
    Access dashboards() {
        return new Access("/dashboards/**", Audience.EVERYONE);
    }

    @Bean
    NavigationItem dashboardsNavigation() {
        return new NavigationItem("dashboards.navigation", "/dashboards", Audience.EVERYONE, 60);
    }
}
