package io.github.rackconnectmock.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our encoding is the one of another library. */
class DerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"2.5.29.15", "1.2.840.113549.1.1.1", "1.3.6.1.5.5.7.3.1", "1.3.127", "1.3.128", "1.3.16384"})
    void objectIdentifiers(String dotted) throws IOException {
        assertThat(Der.oid(dotted)).isEqualTo(new ASN1ObjectIdentifier(dotted).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 16_777_216})
    void lengths(int length) throws IOException {
        byte[] content = new byte[length];
        assertThat(Der.octets(content)).isEqualTo(new DEROctetString(content).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255, 256, -1, -128, -129})
    void integers(long value) throws IOException {
        assertThat(Der.integer(value)).isEqualTo(new ASN1Integer(value).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(ints = {KeyUsage.digitalSignature, KeyUsage.cRLSign | KeyUsage.keyCertSign, KeyUsage.encipherOnly})
    void flags(int flags) throws IOException {
        assertThat(Der.flags(flags)).isEqualTo(new KeyUsage(flags).getEncoded());
    }

    @Test
    void constants() throws IOException {
        assertThat(Der.yes()).isEqualTo(ASN1Boolean.TRUE.getEncoded());
        assertThat(Der.nothing()).isEqualTo(DERNull.INSTANCE.getEncoded());
    }

    @ParameterizedTest
    @CsvSource({
        "1999-12-31T23:59:59.999Z, 991231235959Z",
        "2026-03-01T02:03:04Z, 260301020304Z",
        "2049-12-31T23:59:59Z, 491231235959Z"
    })
    void timesUntilTheYear2049(Instant time, String written) throws IOException {
        assertThat(Der.time(time)).isEqualTo(new ASN1UTCTime(written).getEncoded());
    }

    @ParameterizedTest
    @CsvSource({"2050-01-01T00:00:00Z, 20500101000000Z", "9999-12-31T23:59:59Z, 99991231235959Z"})
    void timesFromTheYear2050On(Instant time, String written) throws IOException {
        assertThat(Der.time(time)).isEqualTo(new ASN1GeneralizedTime(written).getEncoded());
    }
}
