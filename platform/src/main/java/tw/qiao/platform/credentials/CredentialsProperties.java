package tw.qiao.platform.credentials;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of certificates.
 *
 * @param fonts the folder of the full 全字庫 fonts (TW-Sung, TW-Sung-Ext-B and TW-Sung-Plus)
 * @param missesPerMinute how many unknown certificates one network address may ask for in a minute
 */
@ConfigurationProperties("qiao.credentials")
record CredentialsProperties(
        @DefaultValue("/usr/share/fonts/truetype/cns11643") Path fonts,
        @DefaultValue("30") int missesPerMinute) {}
