package io.github.rackconnectmock.internal.tls;

import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority, made anew and kept in memory. Trusting it by mistake can harm nobody: its name constraints
 * (RFC 5280) hold it to the six hosts' domain, localhost and the loopback addresses. The root signs one intermediate and
 * its key is forgotten, since some verifiers (Java's) heed name constraints everywhere but in the root.
 */
final class CertificateAuthority {
    private static final String DOMAIN = "api.rackconnect.rackspace.com";
    private static final Duration LIFE = Duration.ofDays(90);
    /** Clocks differ between machines and containers. */
    private static final Duration LEEWAY = Duration.ofDays(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Instant now;
    private final X509Certificate root;
    private final X509Certificate intermediate;
    private final PrivateKey intermediateKey;

    CertificateAuthority(Instant now) throws GeneralSecurityException, IOException, OperatorCreationException {
        this.now = now;
        String serial = new BigInteger(64, RANDOM).toString(16);
        X500Name rootName = new X500Name("CN=rackconnect-mock root " + serial);
        X500Name name = new X500Name("CN=rackconnect-mock " + serial);
        KeyPair rootKeys = keyPair();
        KeyPair keys = keyPair();
        root = authority(rootName, rootName, rootKeys.getPublic(), rootKeys.getPrivate());
        intermediate = authority(rootName, name, keys.getPublic(), rootKeys.getPrivate());
        intermediateKey = keys.getPrivate();
    }

    X509Certificate root() {
        return root;
    }

    /** An identity for the six hosts, localhost and the loopback addresses. */
    TlsIdentity issue() throws GeneralSecurityException, IOException, OperatorCreationException {
        List<GeneralName> names = new ArrayList<>();
        for (Region region : Region.values()) {
            names.add(new GeneralName(GeneralName.dNSName, region.host()));
        }
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        return issue(names.toArray(GeneralName[]::new));
    }

    TlsIdentity issue(GeneralName... names) throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair keys = keyPair();
        X509v3CertificateBuilder leaf =
                certificate(new X500Name(subject(intermediate)), new X500Name("CN=rackconnect-mock"), keys.getPublic());
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        leaf.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        leaf.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(intermediate.getPublicKey()));
        return new TlsIdentity(keys.getPrivate(), List.of(signed(leaf, intermediateKey), intermediate), root);
    }

    private X509Certificate authority(X500Name issuer, X500Name subject, PublicKey key, PrivateKey issuerKey)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X509v3CertificateBuilder authority = certificate(issuer, subject, key);
        authority.addExtension(
                Extension.basicConstraints,
                true,
                issuer.equals(subject) ? new BasicConstraints(1) : new BasicConstraints(0));
        authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        authority.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        authority.addExtension(Extension.nameConstraints, true, constraints());
        // Names constrain servers only: without this it could vouch for mail and programs.
        authority.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return signed(authority, issuerKey);
    }

    private static NameConstraints constraints() {
        return new NameConstraints(
                new GeneralSubtree[] {
                    new GeneralSubtree(new GeneralName(GeneralName.dNSName, DOMAIN)),
                    new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost")),
                    new GeneralSubtree(addresses(127, 0, 0, 0, 255, 0, 0, 0)),
                    new GeneralSubtree(addresses(
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                            255, 255, 255, 255, 255, 255, 255)),
                },
                null);
    }

    /** A network: its address, then its mask. */
    private static GeneralName addresses(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
    }

    private X509v3CertificateBuilder certificate(X500Name issuer, X500Name subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(LEEWAY)),
                Date.from(now.plus(LIFE)),
                subject,
                key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }
}
