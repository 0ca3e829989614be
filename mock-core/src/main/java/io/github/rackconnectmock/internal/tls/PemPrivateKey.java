package io.github.rackconnectmock.internal.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a PEM file: PKCS#8 of any algorithm, and OpenSSL's older forms for RSA (PKCS#1) and EC (SEC 1). */
final class PemPrivateKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** The algorithms that servers' keys have in TLS, under Java's names. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PemPrivateKey() {}

    /**
     * The first private key in the text.
     *
     * @param certified the public key that it belongs to: an EC key in the older form need not name its curve
     * @throws IllegalArgumentException if there is none, it is encrypted, or it is seen not to be the certified key's
     * @throws GeneralSecurityException if it can't be read
     */
    static PrivateKey read(String pem, PublicKey certified) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            String type = block.group(1);
            String body = block.group(2);
            if (type.equals("ENCRYPTED PRIVATE KEY")
                    || (type.endsWith("PRIVATE KEY") && body.contains("Proc-Type: 4,ENCRYPTED"))) {
                throw new IllegalArgumentException(
                        "the private key is encrypted; decrypt it, or use a PKCS12 key store");
            }
            byte @Nullable [] pkcs8 = switch (type) {
                case "PRIVATE KEY" -> decoded(body);
                case "RSA PRIVATE KEY" ->
                    pkcs8(Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.nothing()), decoded(body));
                case "EC PRIVATE KEY" ->
                    pkcs8(Der.sequence(Der.oid("1.2.840.10045.2.1"), curve(certified)), decoded(body));
                // Certificates and parameters may stand in front of the key.
                default -> null;
            };
            if (pkcs8 != null) {
                return privateKey(pkcs8);
            }
        }
        throw new IllegalArgumentException("there is no private key in PEM");
    }

    private static byte[] decoded(String base64) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("it is not in Base64", e);
        }
    }

    /** Wraps a key of one of the older forms into the newer one, which Java reads. */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.integer(0), algorithm, Der.octets(key));
    }

    private static byte[] curve(PublicKey certified) throws GeneralSecurityException {
        if (!(certified instanceof ECPublicKey key)) {
            throw new IllegalArgumentException("the private key is another certificate's");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(key.getParams());
        try {
            return parameters.getEncoded();
        } catch (IOException e) {
            throw new InvalidKeySpecException("the curve of the certificate's key has no name", e);
        }
    }

    /** The key names its algorithm, but Java asks for the algorithm first. Every other one refuses the key. */
    private static PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
        InvalidKeySpecException refused =
                new InvalidKeySpecException("it is of none of the algorithms " + String.join(", ", ALGORITHMS));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }
}
