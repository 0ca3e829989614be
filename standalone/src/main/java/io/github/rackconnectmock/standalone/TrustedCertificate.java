package io.github.rackconnectmock.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads the certificates that a client trusts. */
final class TrustedCertificate {
    private TrustedCertificate() {}

    /**
     * A client's TLS that trusts the certificates in a PEM file, and nothing else.
     *
     * @throws Failure if they can't be read
     */
    static SSLContext of(Path pem) {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store(pem));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS: " + Console.why(e), e);
        }
    }

    /**
     * A trust store in PKCS12 of the certificates in a PEM file.
     *
     * @throws Failure if they can't be read
     */
    static byte[] trustStore(Path pem, char[] password) {
        // Ten thousand rounds to keep what is no secret would take longer than the start of a mock.
        Security.setProperty("keystore.pkcs12.certPbeIterationCount", "1");
        Security.setProperty("keystore.pkcs12.macIterationCount", "1");
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store(pem).store(content, password);
            return content.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this JVM can't write PKCS12: " + Console.why(e), e);
        }
    }

    private static KeyStore store(Path pem) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : read(pem)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return store;
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_INPUT, pem + ": there is no such file that can be read");
        } catch (CertificateException e) {
            throw new Failure(
                    ExitCode.NO_INPUT, pem + ": there is no certificate in PEM in it; serve --ca-file writes one");
        }
    }

    private static Collection<? extends Certificate> read(Path pem) throws IOException, CertificateException {
        try (InputStream file = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(file);
            if (certificates.isEmpty()) {
                throw new CertificateException("none");
            }
            return certificates;
        }
    }
}
