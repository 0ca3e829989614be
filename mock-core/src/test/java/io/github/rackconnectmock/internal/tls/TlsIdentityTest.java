package io.github.rackconnectmock.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.acceptance.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user's own key and certificate. */
class TlsIdentityTest {
    private static final String PASSWORD = "s3cret";
    private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] {'\n'});

    @TempDir
    Path directory = Path.of("");

    private record Own(KeyPair keys, X509Certificate certificate) {}

    /** A key and a certificate that it signed itself, as a user would make them. */
    private static Own own(String algorithm, String signature) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=my own");
        JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(64, new SecureRandom()),
                Date.from(InstantSource.system().instant().minus(Duration.ofDays(1))),
                Date.from(InstantSource.system().instant().plus(Duration.ofDays(1))),
                name,
                keys.getPublic());
        certificate.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        return new Own(
                keys,
                new JcaX509CertificateConverter()
                        .getCertificate(
                                certificate.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))));
    }

    private static Own own() throws Exception {
        return own("EC", "SHA256withECDSA");
    }

    private Path pem(String name, Object part) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return Files.writeString(directory.resolve(name), text.toString());
    }

    private static String block(String type, String base64) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64);
    }

    private Path key(String name, Own own) throws IOException {
        return pem(name, new JcaPKCS8Generator(own.keys.getPrivate(), null));
    }

    private Path pkcs12(Own own, Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("mine", own.keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        return written(store);
    }

    private Path written(KeyStore store) throws Exception {
        Path file = directory.resolve("own.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** A client that trusts the user's certificate trusts a mock with this identity. */
    private static void assertServes(TlsIdentity identity, X509Certificate trusted) throws Exception {
        try (RackConnectMockServer mock = Identities.mock(identity)) {
            assertThat(mock.caCertificate()).isEqualTo(trusted);
            SSLContext context = mock.sslContext();
            URI uri = mock.httpsUri().resolve("v1/automation_status");
            assertThat(HttpClient.newBuilder()
                            .sslContext(context)
                            .build()
                            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("DEPLOYED");
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, SHA256withRSA", "EC, SHA256withECDSA", "Ed25519, Ed25519"})
    void aPemPairServes(String algorithm, String signature) throws Exception {
        Own own = own(algorithm, signature);
        assertServes(TlsIdentity.ofPem(pem("certificate.pem", own.certificate), key("key.pem", own)), own.certificate);
    }

    @ParameterizedTest
    @CsvSource({"RSA, SHA256withRSA, RSA PRIVATE KEY", "EC, SHA256withECDSA, EC PRIVATE KEY"})
    void aKeyInOpenSslsOldFormServesToo(String algorithm, String signature, String form) throws Exception {
        Own own = own(algorithm, signature);
        Path key = pem("key.pem", own.keys.getPrivate());
        assertThat(key).content().contains("-----BEGIN " + form + "-----");
        assertServes(TlsIdentity.ofPem(pem("certificate.pem", own.certificate), key), own.certificate);
    }

    @Test
    void anEcKeyInOpenSslsOldFormNeedNotNameItsCurve() throws Exception {
        Own own = own();
        java.security.interfaces.ECPrivateKey ec = (java.security.interfaces.ECPrivateKey) own.keys.getPrivate();
        ECPrivateKey bare = new ECPrivateKey(ec.getParams().getOrder().bitLength(), ec.getS());
        Path key = Files.writeString(
                directory.resolve("key.pem"), block("EC PRIVATE KEY", MIME.encodeToString(bare.getEncoded())));
        assertServes(TlsIdentity.ofPem(pem("certificate.pem", own.certificate), key), own.certificate);
    }

    @Test
    void textAndCertificatesMayStandInFrontOfTheKey() throws Exception {
        Own own = own();
        Path certificate = pem("certificate.pem", own.certificate);
        String key = Files.readString(key("key.pem", own)).replace("\n", "\r\n");
        Path both = Files.write(
                directory.resolve("both.pem"),
                ("Schl\u00fcssel\n" + Files.readString(certificate) + key).getBytes(StandardCharsets.ISO_8859_1));
        assertServes(TlsIdentity.ofPem(certificate, both), own.certificate);
    }

    @Test
    void whoTrustsAnotherAuthorityDoesNotTrustIt() throws Exception {
        Own own = own();
        SSLContext stranger = TlsIdentity.made().clientContext();
        try (RackConnectMockServer mock =
                Identities.mock(TlsIdentity.ofPem(pem("certificate.pem", own.certificate), key("key.pem", own)))) {
            HttpRequest request = HttpRequest.newBuilder(mock.httpsUri()).build();
            HttpClient client = HttpClient.newBuilder().sslContext(stranger).build();
            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aPkcs12KeyStoreServes() throws Exception {
        Own own = own();
        assertServes(TlsIdentity.ofPkcs12(pkcs12(own, own.certificate), PASSWORD), own.certificate);
    }

    @Test
    void aFileThatIsNotThereIsSaidNotToBe() throws Exception {
        Path missing = directory.resolve("missing");
        Path certificate = pem("certificate.pem", own().certificate);
        assertThatThrownBy(() -> TlsIdentity.ofPkcs12(missing, PASSWORD))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> TlsIdentity.ofPem(certificate, missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(missing + ": there is no such file");
        Path key = key("key.pem", own());
        assertThatThrownBy(() -> TlsIdentity.ofPem(missing, key))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void aWrongPasswordIsSaidToBe() throws Exception {
        Own own = own();
        Path store = pkcs12(own, own.certificate);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPkcs12(store, "wrong"))
                .withMessage(store + ": this is no PKCS12 key store, or its password is another");
    }

    @Test
    void aKeyStoreWithoutAKeyIsSaidToBe() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("theirs", own().certificate);
        Path file = written(store);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPkcs12(file, PASSWORD))
                .withMessage(file + ": there is no private key in this key store");
    }

    @Test
    void aPemFileWithoutAKeyOrACertificateIsSaidToBe() throws Exception {
        Own own = own();
        Path certificate = pem("certificate.pem", own.certificate);
        Path key = key("key.pem", own);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPem(certificate, certificate))
                .withMessage(certificate + ": there is no private key in PEM");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPem(key, key))
                .withMessageStartingWith(key + ": ")
                .withMessageContaining("certificate");
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPem(empty, key))
                .withMessage(empty + ": there is no certificate");
        Path broken = directory.resolve("broken.pem");
        for (String form : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")) {
            for (String content : List.of("AAAA", "A", "")) {
                Files.writeString(broken, block(form, content));
                assertThatIllegalArgumentException()
                        .as("%s: '%s'", form, content)
                        .isThrownBy(() -> TlsIdentity.ofPem(certificate, broken))
                        .withMessageStartingWith(broken + ": this private key can't be read");
            }
        }
    }

    @Test
    void whatOpenSslMakesServesAndItsEncryptedKeysAreSaidToBe() throws Exception {
        openssl("ecparam -name prime256v1 -genkey -out key.pem");
        openssl("req -x509 -key key.pem -out certificate.pem -days 1 -subj /CN=mine -addext"
                + " subjectAltName=IP:127.0.0.1");
        openssl("pkcs12 -export -inkey key.pem -in certificate.pem -out own.p12 -passout pass:" + PASSWORD);
        openssl("ec -in key.pem -aes256 -out old-form.pem -passout pass:" + PASSWORD);
        openssl("pkcs8 -topk8 -in key.pem -out new-form.pem -passout pass:" + PASSWORD);

        Path certificate = directory.resolve("certificate.pem");
        TlsIdentity pem = TlsIdentity.ofPem(certificate, directory.resolve("key.pem"));
        assertServes(pem, pem.authority());
        assertServes(TlsIdentity.ofPkcs12(directory.resolve("own.p12"), PASSWORD), pem.authority());
        for (String form : List.of("old-form.pem", "new-form.pem")) {
            Path key = directory.resolve(form);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TlsIdentity.ofPem(certificate, key))
                    .withMessage(key + ": the private key is encrypted; decrypt it, or use a PKCS12 key store");
        }
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        Programs.assumeInstalled("openssl");
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (String argument : arguments.split(" ", -1)) {
            boolean isFile = argument.endsWith(".pem") || argument.endsWith(".p12");
            command.add(isFile ? directory.resolve(argument).toString() : argument);
        }
        Programs.run(directory, Map.of(), command).successfulOutput();
    }

    @Test
    void aKeyOfAnotherCertificateIsSaidToBe() throws Exception {
        Own one = own();
        Own other = own();
        Own third = own("RSA", "SHA256withRSA");
        Path certificate = pem("certificate.pem", one.certificate);
        for (Own stranger : new Own[] {other, third}) {
            Path key = key("key.pem", stranger);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TlsIdentity.ofPem(certificate, key))
                    .withMessage(certificate + ": the private key is another certificate's");
        }
        Path oldForm = pem("key.pem", one.keys.getPrivate());
        Path rsa = pem("rsa.pem", third.certificate);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPem(rsa, oldForm))
                .withMessage(oldForm + ": the private key is another certificate's");
        Path store = pkcs12(one, other.certificate);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsIdentity.ofPkcs12(store, PASSWORD))
                .withMessage(store + ": the private key is another certificate's");
    }
}
