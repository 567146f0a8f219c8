package tw.qiao.node.timestamp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.signature.SigningKey;

/** Makes answers that no honest authority would give: what a good stamp says, signed by any key. */
final class ForgedStamps {
    private ForgedStamps() {}

    static byte[] signedAnew(byte[] answer, SigningKey key, X509Certificate certificate, boolean sendCertificate) {
        try {
            byte[] said = new TimeStampResponse(answer)
                    .getTimeStampToken()
                    .getTimeStampInfo()
                    .getEncoded();
            var reference = new SigningCertificateV2(new ESSCertIDv2(Hash.sha256(certificate.getEncoded())));
            var attributes = new AttributeTable(
                    new DERSet(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(reference))));
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
                    .build("SHA256withECDSA", key.privateKey(), certificate));
            if (sendCertificate) {
                generator.addCertificates(new JcaCertStore(List.of(certificate)));
            }
            var signed =
                    generator.generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, said), true);
            var token = ASN1Primitive.fromByteArray(signed.getEncoded("DER"));
            var granted = new DERSequence(new ASN1Integer(0));
            return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {granted, token}).getEncoded("DER");
        } catch (GeneralSecurityException | OperatorCreationException | CMSException | TSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
