package io.github.rackconnectmock.internal.tls;

import io.github.rackconnectmock.scenario.ApiHost;
import io.github.rackconnectmock.scenario.FaultEffect;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority, newly made and kept in memory. To trust it by mistake does no harm: its name constraints
 * (RFC 5280) restrict it to the hosts that the mock stands for, localhost and the loopback addresses. The root signs one
 * intermediate authority, then its key is dropped: some verifiers (Java's) check name constraints in every certificate
 * but the root's.
 *
 * <p>The certificates are encoded here: Java has no public way to make one, and a library for it takes longer to load than
 * all else that a new identity needs.
 */
final class CertificateAuthority {
    private static final Duration LIFE = Duration.ofDays(90);
    /** Clocks differ between machines and containers. */
    private static final Duration LEEWAY = Duration.ofDays(1);

    /** Below one of the hosts, so that the authority may sign for it. */
    private static final String ANOTHER_HOST = "another-host.ord.api.rackconnect.rackspace.com";

    private static final String LOCALHOST = "localhost";
    private static final List<byte[]> LOOPBACK_ADDRESSES =
            List.of(new byte[] {127, 0, 0, 1}, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    /** Each is an address, then its mask. */
    private static final List<byte[]> LOOPBACK_NETWORKS = List.of(new byte[] {127, 0, 0, 0, -1, 0, 0, 0}, new byte[] {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
    });

    /** The tags of a GeneralName. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    /** The first bit of key usage is 0x80. */
    private static final int DIGITAL_SIGNATURE = 0x80;

    private static final int KEY_CERT_SIGN = 0x04;
    private static final int CRL_SIGN = 0x02;

    private static final int KEY_IDENTIFIER_BYTES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Instant now;
    private final X509Certificate root;
    private final X509Certificate intermediate;
    private final PrivateKey intermediateKey;

    CertificateAuthority(Instant now) throws GeneralSecurityException {
        this.now = now;
        String serial = new BigInteger(64, RANDOM).toString(16);
        X500Principal rootName = new X500Principal("CN=rackconnect-mock root " + serial);
        X500Principal name = new X500Principal("CN=rackconnect-mock " + serial);
        KeyPair rootKeys = keyPair();
        KeyPair keys = keyPair();
        root = authority(rootName, rootName, rootKeys.getPublic(), rootKeys, 1);
        intermediate = authority(rootName, name, keys.getPublic(), rootKeys, 0);
        intermediateKey = keys.getPrivate();
    }

    /**
     * The hosts that the mock stands for. They are named in the server's certificate, and the authority is restricted to
     * them.
     */
    private static List<String> hosts() {
        return ApiHost.all().stream().map(ApiHost::name).toList();
    }

    X509Certificate root() {
        return root;
    }

    /** An identity for the mock's hosts, localhost and the loopback addresses. */
    TlsIdentity issue() throws GeneralSecurityException {
        return issue(names(), now.minus(LEEWAY), now.plus(LIFE));
    }

    /** An identity that has a problem; one that is untrusted has to be another authority's. */
    TlsIdentity issue(FaultEffect.Certificate.Problem problem) throws GeneralSecurityException {
        return switch (problem) {
            case EXPIRED -> issue(names(), now.minus(LEEWAY).minus(LIFE), now.minus(LEEWAY));
            case NOT_YET_VALID ->
                issue(names(), now.plus(LEEWAY), now.plus(LEEWAY).plus(LIFE));
            case WRONG_HOST -> issue(ANOTHER_HOST);
            case UNTRUSTED -> issue();
        };
    }

    private static List<byte[]> names() {
        List<byte[]> names = new ArrayList<>();
        for (String host : hosts()) {
            names.add(dnsName(host));
        }
        names.add(dnsName(LOCALHOST));
        for (byte[] address : LOOPBACK_ADDRESSES) {
            names.add(ipAddress(address));
        }
        return names;
    }

    /** An identity for one host, which may be one that the authority must not sign for. */
    TlsIdentity issue(String host) throws GeneralSecurityException {
        return issue(List.of(dnsName(host)), now.minus(LEEWAY), now.plus(LIFE));
    }

    private TlsIdentity issue(List<byte[]> names, Instant from, Instant until) throws GeneralSecurityException {
        KeyPair keys = keyPair();
        X509Certificate leaf = signed(
                intermediate.getSubjectX500Principal(),
                new X500Principal("CN=rackconnect-mock"),
                keys.getPublic(),
                intermediateKey,
                Der.sequence(Der.time(from), Der.time(until)),
                critical("2.5.29.19", basicConstraintsOfNoAuthority()),
                critical("2.5.29.15", Der.flags(DIGITAL_SIGNATURE)),
                extension("2.5.29.37", serversOnly()),
                extension("2.5.29.17", Der.sequence(names.toArray(byte[][]::new))),
                extension("2.5.29.35", authorityKeyIdentifier(intermediate.getPublicKey())));
        return new TlsIdentity(keys.getPrivate(), List.of(leaf, intermediate), root, this);
    }

    private X509Certificate authority(
            X500Principal issuer, X500Principal subject, PublicKey key, KeyPair issuerKeys, int authoritiesBelow)
            throws GeneralSecurityException {
        return signed(
                issuer,
                subject,
                key,
                issuerKeys.getPrivate(),
                Der.sequence(Der.time(now.minus(LEEWAY)), Der.time(now.plus(LIFE))),
                critical("2.5.29.19", basicConstraintsOfAuthority(authoritiesBelow)),
                critical("2.5.29.15", Der.flags(KEY_CERT_SIGN | CRL_SIGN)),
                extension("2.5.29.14", Der.octets(keyIdentifier(key))),
                // OpenSSL's strict verification, the default of Python 3.13, wants it below the root.
                extension("2.5.29.35", authorityKeyIdentifier(issuerKeys.getPublic())),
                critical("2.5.29.30", nameConstraints()),
                // Names constrain servers only: without this it could sign for mail and programs.
                extension("2.5.29.37", serversOnly()));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] basicConstraintsOfNoAuthority() {
        return Der.sequence();
    }

    private static byte[] basicConstraintsOfAuthority(int authoritiesBelow) {
        return Der.sequence(Der.yes(), Der.integer(authoritiesBelow));
    }

    /** Extended key usage: id-kp-serverAuth. */
    private static byte[] serversOnly() {
        return Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"));
    }

    private static byte[] nameConstraints() {
        List<byte[]> permitted = new ArrayList<>();
        for (String host : hosts()) {
            permitted.add(Der.sequence(dnsName(host)));
        }
        permitted.add(Der.sequence(dnsName(LOCALHOST)));
        for (byte[] network : LOOPBACK_NETWORKS) {
            permitted.add(Der.sequence(ipAddress(network)));
        }
        return Der.sequence(Der.tagged(0, permitted.toArray(byte[][]::new)));
    }

    private static byte[] dnsName(String name) {
        return Der.taggedString(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] ipAddress(byte[] address) {
        return Der.taggedString(IP_ADDRESS, address);
    }

    private static byte[] authorityKeyIdentifier(PublicKey key) throws GeneralSecurityException {
        return Der.sequence(Der.taggedString(0, keyIdentifier(key)));
    }

    /** Any value that differs for each key is right; this one is of RFC 7093, section 2, method 4. */
    private static byte[] keyIdentifier(PublicKey key) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(hash, KEY_IDENTIFIER_BYTES);
    }

    private X509Certificate signed(
            X500Principal issuer,
            X500Principal subject,
            PublicKey key,
            PrivateKey issuerKey,
            byte[] validity,
            byte[]... extensions)
            throws GeneralSecurityException {
        byte[] ecdsaWithSha256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
        byte[] version3 = Der.tagged(0, Der.integer(2));
        byte[] toBeSigned = Der.sequence(
                version3,
                Der.integer(new BigInteger(120, RANDOM).add(BigInteger.ONE)),
                ecdsaWithSha256,
                issuer.getEncoded(),
                validity,
                subject.getEncoded(),
                key.getEncoded(),
                Der.tagged(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuerKey, RANDOM);
        signature.update(toBeSigned);
        byte[] certificate = Der.sequence(toBeSigned, ecdsaWithSha256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }
}
