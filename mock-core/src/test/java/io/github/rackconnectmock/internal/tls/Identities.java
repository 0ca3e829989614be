package io.github.rackconnectmock.internal.tls;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/** Mocks with identities that were made for a test. */
final class Identities {
    private static final String PASSWORD = "for this test only";

    private Identities() {}

    /** A mock with a port that speaks TLS, known by an identity that it reads from a key store as users' are. */
    static RackConnectMockServer mock(TlsIdentity identity) throws IOException, GeneralSecurityException {
        Path file = Files.createTempFile("identity", ".p12");
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate[] chain = new X509Certificate[identity.chain().size() + 1];
            identity.chain().toArray(chain);
            chain[chain.length - 1] = identity.authority();
            boolean ownAuthority = chain[0].equals(identity.authority());
            store.setKeyEntry(
                    "server",
                    identity.key(),
                    PASSWORD.toCharArray(),
                    ownAuthority ? new X509Certificate[] {chain[0]} : chain);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return RackConnectMockServer.builder()
                    .httpsPort(0)
                    .tlsKeyStore(file, PASSWORD)
                    .start();
        } finally {
            Files.delete(file);
        }
    }
}
