package tw.qiao.platform.warehouse;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The warehouse's paths and its link in the header. */
@Configuration
@EnableConfigurationProperties(WarehouseProperties.class)
class WarehouseConfiguration {
    static final String PATH = "/warehouse";

    @Bean
    Access warehousePaths() {
        return new Access(PATH + "/**", Audience.ANALYST);
    }

    @Bean
    Access warehouseProgramPaths() {
        return new Access("/api/warehouse/**", Audience.ANALYST);
    }

    @Bean
    NavigationItem warehouseNavigation() {
        return new NavigationItem("warehouse.navigation", PATH, Audience.ANALYST, 30);
    }
}
