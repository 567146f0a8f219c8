package tw.qiao.platform.exchange;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Settings of the exchange. */
@Configuration
@EnableConfigurationProperties(ExchangeProperties.class)
class ExchangeConfiguration {}
