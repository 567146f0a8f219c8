/**
 * What agencies certify: certificates (證書) as PDF with a QR, their status over time, and the public page that verifies
 * them against the evidence log.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "site", "print"})
package tw.qiao.platform.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
