package tw.qiao.kernel.signature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import tw.qiao.kernel.Problem;

/** The PEM file of a signing key (RFC 7468). */
final class KeyFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    static void write(Path file, byte[] pkcs8, byte[] spki) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String pem = block("PRIVATE KEY", pkcs8) + block("PUBLIC KEY", spki);
        var text = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, ownerOnly(file))) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    static void requireOwnerOnly(Path file) throws IOException {
        if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw Problem.of(
                    "signing_key_exposed",
                    500,
                    false,
                    "Only the owner may have access to a key file; run: chmod 600 " + file);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String block(String label, byte[] content) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    static byte[] block(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----", Math.max(start, 0));
        if (start < 0 || end < 0) {
            throw missing(label);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
        } catch (IllegalArgumentException e) {
            throw missing(label);
        }
    }

    private static Problem missing(String label) {
        return Problem.of(
                "signing_key_unreadable",
                500,
                false,
                "A key file must hold a PRIVATE KEY and a PUBLIC KEY in PEM, but there is no readable " + label
                        + "; the public one is added by: openssl pkey -in FILE -pubout >> FILE");
    }
}
