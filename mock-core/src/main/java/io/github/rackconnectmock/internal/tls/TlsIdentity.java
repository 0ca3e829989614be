package io.github.rackconnectmock.internal.tls;

import io.github.rackconnectmock.scenario.FaultEffect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A private key, the certificates that go with it, and the authority that a client has to trust. Immutable. */
public final class TlsIdentity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final X509Certificate authority;
    private final @Nullable CertificateAuthority issuer;

    /** @param issuer who signed it; {@code null} for somebody else than the mock */
    TlsIdentity(
            PrivateKey key,
            List<X509Certificate> chain,
            X509Certificate authority,
            @Nullable CertificateAuthority issuer) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.authority = authority;
        this.issuer = issuer;
    }

    PrivateKey key() {
        return key;
    }

    /**
     * An identity of a certificate authority made for it: for the hosts that the mock stands for, localhost and the loopback addresses, and
     * the authority can vouch for nothing else. Valid for 90 days.
     */
    public static TlsIdentity made() {
        try {
            return new CertificateAuthority(InstantSource.system().instant()).issue();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM can't make certificates: " + e.getMessage(), e);
        }
    }

    /**
     * The same identity, but for one problem. Where the identity is the user's, nobody here can sign as its authority: a client
     * then sees a certificate of an unknown authority, too.
     */
    TlsIdentity with(FaultEffect.Certificate.Problem problem) {
        try {
            CertificateAuthority signer = issuer == null || problem == FaultEffect.Certificate.Problem.UNTRUSTED
                    ? new CertificateAuthority(InstantSource.system().instant())
                    : issuer;
            return signer.issue(problem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM can't make certificates: " + e.getMessage(), e);
        }
    }

    /**
     * An identity of the user's.
     *
     * @param file a PKCS12 key store with one private key
     * @param password of the key store and the key
     * @throws UncheckedIOException if the file can't be read
     * @throws IllegalArgumentException if there is no such key in it, it isn't the certificate's, or the password is
     *     another
     */
    public static TlsIdentity ofPkcs12(Path file, String password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try {
                store.load(in, password.toCharArray());
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        file + ": this is no PKCS12 key store, or its password is another", e);
            }
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    return of(file, key, x509(file, List.of(store.getCertificateChain(alias))));
                }
            }
            throw new IllegalArgumentException(file + ": there is no private key in this key store");
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": this key store can't be used: " + e.getMessage(), e);
        }
    }

    /**
     * An identity of the user's.
     *
     * @param certificates a PEM file, the server's own certificate first, the authority's last
     * @param key a PEM file with its private key, not encrypted
     * @throws UncheckedIOException if a file can't be read
     * @throws IllegalArgumentException if there is no certificate or no key in them, or the key isn't the certificate's
     */
    public static TlsIdentity ofPem(Path certificates, Path key) {
        List<X509Certificate> chain = chain(certificates);
        return of(certificates, privateKey(key, chain.get(0).getPublicKey()), chain);
    }

    private static List<X509Certificate> chain(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return x509(file, CertificateFactory.getInstance("X.509").generateCertificates(in));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": these are no certificates in PEM", e);
        }
    }

    private static PrivateKey privateKey(Path file, PublicKey certified) {
        try {
            // Only Base64 between two lines is read: the encoding of other text doesn't matter.
            return PemPrivateKey.read(Files.readString(file, StandardCharsets.ISO_8859_1), certified);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": this private key can't be read: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if there is none */
    private static List<X509Certificate> x509(Path file, Collection<? extends Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate x509) {
                chain.add(x509);
            }
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no certificate");
        }
        return chain;
    }

    private static TlsIdentity of(Path file, PrivateKey key, List<X509Certificate> chain) {
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException(file + ": the private key is another certificate's");
        }
        return new TlsIdentity(key, chain, chain.get(chain.size() - 1), null);
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = key.getAlgorithm();
        if (!algorithm.equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature probe = Signature.getInstance(
                    switch (algorithm) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        case "DSA" -> "SHA256withDSA";
                        // EdDSA's and RSASSA-PSS's keys and signatures go by the same name.
                        default -> algorithm;
                    });
            byte[] text = algorithm.getBytes(StandardCharsets.US_ASCII);
            probe.initSign(key);
            probe.update(text);
            byte[] signature = probe.sign();
            probe.initVerify(certified);
            probe.update(text);
            return probe.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another curve or length isn't merely wrong, it can't be read.
            return false;
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : "this file can't be read";
        return new UncheckedIOException(file + ": " + why, e);
    }

    /** The certificate that a client has to trust. */
    public X509Certificate authority() {
        return authority;
    }

    /** The server's own certificate, then those that lead to the authority. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** The authority's certificate as curl, OpenSSL, Python, Ruby and Node read it. */
    public String authorityPem() {
        return pem(authority);
    }

    static String pem(X509Certificate certificate) {
        try {
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server that has this identity. It asks its clients for no certificates. */
    public SSLContext serverContext() {
        try {
            // Without trust managers, Java would read all the authorities that it knows.
            return context(new KeyManager[] {new ServerKeys(key, chain)}, new TrustManager[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this identity can't be used: " + e.getMessage(), e);
        }
    }

    /** For a client that trusts this identity's authority and no other. */
    public SSLContext clientContext() {
        try {
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(Set.of(new TrustAnchor(authority, null)), new X509CertSelector());
            // There are no lists of revoked certificates for this authority.
            parameters.setRevocationEnabled(false);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(parameters));
            return context(new KeyManager[0], trust.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this identity can't be trusted: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }
}
