package tw.qiao.platform.credentials;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of certificates.
 *
 * @param missesPerMinute how many unknown certificates one network address may ask for in a minute
 */
@ConfigurationProperties("qiao.credentials")
record CredentialsProperties(@DefaultValue("30") int missesPerMinute) {}
