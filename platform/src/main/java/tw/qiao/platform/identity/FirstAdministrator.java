package tw.qiao.platform.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.NationalId;

/**
 * Opens the account of the first administrator of a new platform, whose national id is the setting
 * {@code qiao.identity.first-administrator}, and leaves her enrolment link in a file that only the server's user reads.
 */
@Component
class FirstAdministrator implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String FILE = "first-administrator-link.txt";

    private final Accounts accounts;
    private final EnrolmentLinks links;
    private final String nationalId;
    private final Path data;

    FirstAdministrator(
            Accounts accounts,
            EnrolmentLinks links,
            @Value("${qiao.identity.first-administrator:}") String nationalId,
            @Value("${qiao.data:var}") String data) {
        this.accounts = accounts;
        this.links = links;
        this.nationalId = nationalId;
        this.data = Path.of(data);
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (nationalId.isEmpty() || accounts.anybodyIs(Role.ADMINISTRATOR)) {
            return;
        }
        Account account = accounts.open(new NationalId(nationalId).value(), "管理者", "", Set.of(Role.ADMINISTRATOR), "");
        Path file = data.resolve(FILE);
        Files.createDirectories(data);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, links.make(account.id(), null) + System.lineSeparator());
        LOG.info("The enrolment link of the first administrator is in {}", file);
    }
}
