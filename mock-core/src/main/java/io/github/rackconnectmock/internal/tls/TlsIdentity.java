package io.github.rackconnectmock.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
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
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** A private key, the certificates that go with it, and the authority that a client has to trust. Immutable. */
public final class TlsIdentity {
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final X509Certificate authority;

    TlsIdentity(PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.authority = authority;
    }

    /**
     * An identity of a certificate authority made for it: for the six hosts, localhost and the loopback addresses, and
     * the authority can vouch for nothing else. Valid for 90 days.
     */
    public static TlsIdentity made() {
        try {
            return new CertificateAuthority(InstantSource.system().instant()).issue();
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
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
                    return of(file, key, List.of(store.getCertificateChain(alias)));
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
        return of(certificates, privateKey(key), chain(certificates));
    }

    private static List<Certificate> chain(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": these are no certificates in PEM", e);
        }
    }

    private static PrivateKey privateKey(Path file) {
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (part instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
                    throw new IllegalArgumentException(
                            file + ": the private key is encrypted; decrypt it, or use a PKCS12 key store");
                }
            }
            throw new IllegalArgumentException(file + ": there is no private key in PEM");
        } catch (PEMException e) {
            throw new IllegalArgumentException(file + ": this private key can't be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static TlsIdentity of(Path file, PrivateKey key, List<? extends Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate x509) {
                chain.add(x509);
            }
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no certificate");
        }
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException(file + ": the private key is another certificate's");
        }
        return new TlsIdentity(key, chain, chain.get(chain.size() - 1));
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

    /** For a server that has this identity. */
    public SSLContext serverContext() {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this identity can't be used: " + e.getMessage(), e);
        }
    }

    /** For a client that trusts this identity's authority and no other. */
    public SSLContext clientContext() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this identity can't be trusted: " + e.getMessage(), e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
