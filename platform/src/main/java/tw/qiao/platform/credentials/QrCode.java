package tw.qiao.platform.credentials;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** A QR code (ISO/IEC 18004) as a picture of one bit per pixel. */
final class QrCode {
    private static final int PIXELS_PER_MODULE = 4;
    private static final int QUIET_ZONE = 4;

    private QrCode() {}

    /** A PNG of the code for {@code text} as a {@code data:} address. */
    static String dataAddress(String text) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture(matrix(text)), "png", out);
        } catch (IOException failure) {
            throw new UncheckedIOException("A picture could not be written to memory", failure);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static BitMatrix matrix(String text) {
        try {
            var hints =
                    Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET_ZONE);
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
        } catch (WriterException failure) {
            throw new IllegalArgumentException("Too long for a QR code: " + text.length() + " characters", failure);
        }
    }

    private static BufferedImage picture(BitMatrix matrix) {
        int size = matrix.getWidth() * PIXELS_PER_MODULE;
        var picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, size, size);
        pen.setColor(Color.BLACK);
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y)) {
                    pen.fillRect(x * PIXELS_PER_MODULE, y * PIXELS_PER_MODULE, PIXELS_PER_MODULE, PIXELS_PER_MODULE);
                }
            }
        }
        pen.dispose();
        return picture;
    }
}
