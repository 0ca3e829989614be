package io.github.rackconnectmock.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class AnswerEncoderTest {
    private static final DateTimeFormatter JDK = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Up to the year 9999, where clocks end. */
    @Property
    void aDateIsWrittenAsTheJdkWouldWriteIt(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long second) {
        assertThat(AnswerEncoder.httpDate(second)).isEqualTo(JDK.format(Instant.ofEpochSecond(second)));
    }
}
