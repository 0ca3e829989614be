package io.github.rackconnectmock.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Files that say what to trust, for clients that no variable tells by itself.
 *
 * @param certificate the certificates to trust, in PEM
 * @param wgetrc settings of wget
 * @param phpSettings settings of PHP, in a folder that has no others
 * @param trustStore the certificates to trust, in PKCS12
 */
record ClientFiles(Path certificate, Path wgetrc, Path phpSettings, Path trustStore) {
    /** Of the trust store. There is nothing secret in that, but Java finds nothing in one without a password. */
    static final String PASSWORD = "changeit";

    /** Where files can be written. */
    @FunctionalInterface
    interface Folder {
        /**
         * Writes a file.
         *
         * @throws Failure if it can't be done
         */
        Path write(String name, byte[] content);
    }

    /**
     * Writes the files that tell of a certificate's, which is there.
     *
     * @throws Failure if they can't be written, or there is no certificate
     */
    static ClientFiles write(Folder folder, Path certificate) {
        String php = phpText(certificate.toString());
        return new ClientFiles(
                certificate,
                // The only way to name a certificate for wget without an option.
                folder.write("wgetrc", bytes("ca_certificate = " + certificate + "\n")),
                folder.write(
                        "rackconnect-mock.ini", bytes("curl.cainfo = " + php + "\nopenssl.cafile = " + php + "\n")),
                folder.write("trust.p12", TrustedCertificate.trustStore(certificate, PASSWORD.toCharArray())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As PHP reads a text in its settings, where {@code ${name}} is a variable. */
    private static String phpText(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$\"\"{") + "\"";
    }
}
