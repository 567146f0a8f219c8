package tw.qiao.platform.print;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The fonts. */
@Configuration
class PrintConfiguration {
    /**
     * The fonts of documents.
     *
     * @param folder where the full 全字庫 fonts are (TW-Sung, TW-Sung-Ext-B and TW-Sung-Plus)
     */
    @Bean
    PrintFonts printFonts(@Value("${qiao.print.fonts:/usr/share/fonts/truetype/cns11643}") Path folder) {
        return new PrintFonts(folder);
    }
}
