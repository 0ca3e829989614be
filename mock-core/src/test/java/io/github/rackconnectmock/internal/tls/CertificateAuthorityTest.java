package io.github.rackconnectmock.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.ApiHost;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;

/** What an authority made for a mock says of itself and of its server. */
class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int KEY_CERT_SIGN = 5;

    private static TlsIdentity issued() throws Exception {
        return new CertificateAuthority(NOW).issue();
    }

    @Test
    void theServersCertificateNamesAllHostsAndTheLoopback() throws Exception {
        List<String> wanted = new ArrayList<>(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        ApiHost.all().stream().map(ApiHost::name).forEach(wanted::add);

        X509Certificate leaf = issued().chain().get(0);
        assertThat(leaf.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(leaf.getBasicConstraints()).as("is no authority").isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly(KeyPurposeId.id_kp_serverAuth.getId());
    }

    @Test
    void allAreValidForNinetyDaysAndADayBefore() throws Exception {
        TlsIdentity identity = issued();
        List<X509Certificate> all = new ArrayList<>(identity.chain());
        all.add(identity.authority());
        assertThat(all).hasSize(3).allSatisfy(certificate -> {
            assertThat(certificate.getNotBefore()).isEqualTo(Date.from(NOW.minus(Duration.ofDays(1))));
            assertThat(certificate.getNotAfter()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(90))));
        });
    }

    @Test
    void eachIsSignedByTheOneAboveAndNamesItsKey() throws Exception {
        TlsIdentity identity = issued();
        X509Certificate leaf = identity.chain().get(0);
        X509Certificate intermediate = identity.chain().get(1);
        X509Certificate root = identity.authority();
        leaf.verify(intermediate.getPublicKey());
        intermediate.verify(root.getPublicKey());
        root.verify(root.getPublicKey());
        assertThat(leaf.getIssuerX500Principal()).isEqualTo(intermediate.getSubjectX500Principal());
        assertThat(intermediate.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
        assertThat(root.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
        assertThat(issuersKey(leaf)).isEqualTo(ownKey(intermediate)).isNotEqualTo(ownKey(root));
        assertThat(issuersKey(intermediate)).isEqualTo(ownKey(root));
        assertThat(issuersKey(root)).isEqualTo(ownKey(root)).hasSize(20);
    }

    private static byte[] issuersKey(X509Certificate certificate) throws Exception {
        return AuthorityKeyIdentifier.fromExtensions(extensions(certificate)).getKeyIdentifierOctets();
    }

    private static byte[] ownKey(X509Certificate certificate) throws Exception {
        return SubjectKeyIdentifier.fromExtensions(extensions(certificate)).getKeyIdentifier();
    }

    private static Extensions extensions(X509Certificate certificate) throws Exception {
        return new JcaX509CertificateHolder(certificate).getExtensions();
    }

    /** Java reads more than DER: another reader's own encoding of the same values must be the same. */
    @Test
    void allAreEncodedInDer() throws Exception {
        TlsIdentity identity = issued();
        List<X509Certificate> all = new ArrayList<>(identity.chain());
        all.add(identity.authority());
        assertThat(all).allSatisfy(certificate -> {
            assertThat(ASN1Primitive.fromByteArray(certificate.getEncoded()).getEncoded(ASN1Encoding.DER))
                    .isEqualTo(certificate.getEncoded());
            Extensions extensions = extensions(certificate);
            for (ASN1ObjectIdentifier oid : extensions.getExtensionOIDs()) {
                byte[] value = extensions.getExtension(oid).getExtnValue().getOctets();
                assertThat(ASN1Primitive.fromByteArray(value).getEncoded(ASN1Encoding.DER))
                        .isEqualTo(value);
            }
            assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
            assertThat(certificate.getVersion()).isEqualTo(3);
            assertThat(certificate.getSerialNumber()).isPositive();
        });
    }

    @Test
    void theServersKeyMaySignAndNothingElse() throws Exception {
        KeyUsage usage = KeyUsage.fromExtensions(extensions(issued().chain().get(0)));
        assertThat(usage).isEqualTo(new KeyUsage(KeyUsage.digitalSignature));
        KeyUsage authoritys = KeyUsage.fromExtensions(extensions(issued().authority()));
        assertThat(authoritys).isEqualTo(new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    @Test
    void theAuthoritiesAreHeldToOurNamesAndToServersAndCriticallySo() throws Exception {
        TlsIdentity identity = issued();
        assertThat(List.of(identity.authority(), identity.chain().get(1))).allSatisfy(authority -> {
            assertThat(authority.getBasicConstraints()).isNotNegative();
            assertThat(authority.getKeyUsage()[KEY_CERT_SIGN]).isTrue();
            assertThat(authority.getExtendedKeyUsage()).containsExactly(KeyPurposeId.id_kp_serverAuth.getId());
            assertThat(authority.getCriticalExtensionOIDs()).contains(Extension.nameConstraints.getId());
            List<String> permitted = new ArrayList<>();
            ApiHost.all().forEach(host -> permitted.add("2: " + host));
            permitted.add("2: localhost");
            permitted.add("7: #7f000000ff000000");
            permitted.add("7: #00000000000000000000000000000001ffffffffffffffffffffffffffffffff");
            assertThat(constraints(authority)).containsExactlyInAnyOrderElementsOf(permitted);
        });
    }

    private static List<String> constraints(X509Certificate authority) throws Exception {
        NameConstraints constraints = NameConstraints.getInstance(new JcaX509CertificateHolder(authority)
                .getExtension(Extension.nameConstraints)
                .getParsedValue());
        assertThat(constraints.getExcludedSubtrees()).isNull();
        return Arrays.stream(constraints.getPermittedSubtrees())
                .map(subtree -> subtree.getBase())
                .map(name -> name.getTagNo() + ": " + name.getName())
                .toList();
    }

    @Test
    void eachStartHasAnAuthorityOfItsOwnAndGivesNoKeyAway() {
        try (RackConnectMockServer one = RackConnectMockServer.start();
                RackConnectMockServer other = RackConnectMockServer.start()) {
            assertThat(one.caCertificate()).isNotEqualTo(other.caCertificate()).isEqualTo(one.caCertificate());
            assertThat(one.caCertificatePem())
                    .startsWith("-----BEGIN CERTIFICATE-----\n")
                    .endsWith("\n-----END CERTIFICATE-----\n")
                    .containsOnlyOnce("BEGIN")
                    .doesNotContain("KEY");
        }
    }

    @Test
    void anIdentityForOtherNamesIsForNothingElse() throws Exception {
        TlsIdentity identity = new CertificateAuthority(NOW).issue("www.example.org");
        assertThat(identity.chain().get(0).getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactly("www.example.org");
    }
}
